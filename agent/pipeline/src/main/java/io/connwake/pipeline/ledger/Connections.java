package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.origin.Phase;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.PinnedFor;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.Survived;
import io.connwake.recorder.event.TraceParent;
import io.connwake.recorder.event.Validated;
import org.jspecify.annotations.Nullable;

/**
 * The physical connections. One that was closed stays for one more turn, since what its leases said may lie in the
 * other lane; one that its pool just let go of, until its close is heard or it is garbage.
 */
final class Connections {
    private final SpanIds ids;
    private final Invocations invocations;
    private final Pauses pauses;
    private final Accounts accounts;
    private final Counts overflow;
    private final LedgerListener listener;
    private final Openers openers = new Openers();
    private final Owners owners;
    private final Deaths deaths;
    private final Discards discards = new Discards();
    private @Nullable FailedConnects failed;
    private final ConnectionTable table = new ConnectionTable();
    private final Resting<Connection> closed = new Resting<>();
    private int open;
    private int pinned;

    Connections(
            SpanIds ids,
            Invocations invocations,
            Pauses pauses,
            Accounts accounts,
            Counts overflow,
            LedgerListener listener) {
        this.pauses = pauses;
        this.ids = ids;
        this.invocations = invocations;
        this.accounts = accounts;
        this.owners = new Owners(accounts);
        this.overflow = overflow;
        this.listener = listener;
        this.deaths = new Deaths(accounts.idling(), pauses, listener);
    }

    /** Those that could not be opened; made for the first. */
    FailedConnects failed() {
        FailedConnects known = failed;
        if (known == null) {
            known = new FailedConnects(ids, invocations, accounts, openers);
            failed = known;
        }
        return known;
    }

    ConnectionTable table() {
        return table;
    }

    Owners owners() {
        return owners;
    }

    void failed(Connection connection, @Nullable Lease lease, StatementFailed event) {
        deaths.failed(connection, lease, event);
        boolean mayBeTest =
                event.call() == StatementFailed.Call.VALIDATE || event.call() == StatementFailed.Call.EXECUTE;
        if (mayBeTest && lease == null && connection.death() != null) {
            discards.dead(connection, event.atNanos());
        }
    }

    /** Known or not yet; null if there is none or if it ended long ago. */
    @Nullable
    Connection of(long id) {
        if (id == 0) {
            return null;
        }
        Connection known = table.find(id);
        if (known != null || table.knows(id)) {
            return known;
        }
        if (table.isFull()) {
            overflow.add("connection_table", 1);
            return null;
        }
        Connection connection = new Connection(id, ids);
        table.add(connection);
        owners.seek(connection);
        return connection;
    }

    /** The same; whoever lends it has it yet. */
    @Nullable
    Connection lent(long id) {
        Connection connection = of(id);
        if (connection != null) {
            lives(connection);
        }
        return connection;
    }

    void returned(Connection connection, Lease by, long atNanos) {
        connection.returned(by, atNanos);
        Death death = connection.death();
        Pool pool = by.pool();
        boolean brokeWithIt = death != null && death.lease() == by;
        if (brokeWithIt && pool != null && PoolHabits.dropsBroken(pool)) {
            discards.dead(connection, atNanos);
        }
    }

    /** How many are open; what was found dead and lies idle is not, though its end is not told yet. */
    int open() {
        return open - discards.waiting();
    }

    /** How many of them a proxy keeps a session for. */
    int pinned() {
        return pinned;
    }

    /** Null if it is none that is known. */
    @Nullable
    Connection pinned(Pinned event) {
        Connection connection = of(event.connectionId());
        if (connection != null) {
            boolean wasPinned = connection.pinning() != null;
            connection.pinned(event);
            pinned += !wasPinned && connection.pinning() != null ? 1 : 0;
        }
        return connection;
    }

    /** Null if it was known already. */
    @Nullable
    Connection opened(Opened event) {
        Connection connection = of(event.connectionId());
        if (connection == null || connection.opened() != null) {
            return null;
        }
        Opener opener = openers.of(event.opener(), event.target(), event.pooled(), event.source(), event.thread());
        TraceParent parent = event.parent() == null ? invocations.parent(event.invocationId()) : event.parent();
        Invocation within = invocations.find(event.invocationId());
        boolean isWhole = pauses.within(event.startNanos(), event.atNanos()) == 0;
        Phase phase = invocations.phase(event.invocationId());
        Connect connect = new Connect(event, opener, phase, parent, within, ids.root());
        connection.opened(connect, isWhole);
        open++;
        invocations.init().opened(connect);
        if (within != null) {
            within.opens(event.parent());
        }
        if (event.poolId() != 0 && connection.pool() == null) {
            Pool pool = accounts.pool(event.poolId());
            connection.ownership().belongsTo(pool);
            opener.lentBy(pool);
            if (event.leaseId() == 0 && !pool.life().isBuilt()) {
                pool.life().joins(parent);
                connect.construction(pool.life().span());
            }
        } else if (owners.filled(event) != null) {
            owners.decide(connection);
        }
        return connection;
    }

    void closed(Closed event) {
        Connection connection = table.find(event.connectionId());
        if (connection == null) {
            table.hasEnded(event.connectionId());
        } else if (connection.isOpen()) {
            connection.closed(event);
            discards.closed(connection);
            isOver(connection);
            if (!connection.hasTurnedUp()) {
                invocations.closed();
            }
            closed.add(connection);
        } else if (connection.isDiscarded()) {
            table.forget(connection);
        }
    }

    private void isOver(Connection connection) {
        open -= connection.opened() == null ? 0 : 1;
        pinned -= connection.pinning() == null ? 0 : 1;
    }

    /** After a sweep: ends those that their pools let go of without a word. */
    void discard(long nowNanos, boolean last) {
        for (Connection connection : discards.taken(nowNanos, last)) {
            isOver(connection);
            tellClosed(connection);
        }
    }

    private void lives(Connection connection) {
        discards.alive(connection);
        if (connection.isDiscarded()) {
            connection.turnsUp();
            open += connection.opened() == null ? 0 : 1;
        }
    }

    void pinnedFor(PinnedFor event) {
        Connection connection = table.find(event.connectionId());
        if (connection != null && !connection.isDiscarded()) {
            connection.pinnedFor(event);
        }
    }

    void validated(Validated event) {
        Connection connection = table.find(event.connectionId());
        // a driver that finds it dead may close it before it says so
        if (connection == null || (!connection.isOpen() && !connection.isDiscarded() && event.ok())) {
            return;
        }
        connection.validated(event);
        if (event.ok()) {
            lives(connection);
            accounts.idling().survived(connection.peer(), event.idleNanos(), event.startNanos());
        } else {
            deaths.foundDead(connection, event);
            discards.dead(connection, event.atNanos());
        }
        Lease lease = connection.lease();
        if (lease != null && connection.idle().validatedWithin(lease.startNanos(), lease.acquiredNanos())) {
            lease.reuse(lease.reuse().validatedAfter(connection.idle().beforeValidationNanos()));
        }
    }

    void survived(Survived event) {
        Connection connection = table.find(event.connectionId());
        if (connection != null) {
            accounts.idling().survived(connection.peer(), event.idleNanos(), event.atNanos());
        }
    }

    /** Tells those that were closed a turn ago, unless the acquire that opened them has not said yet whose it is. */
    void settle() {
        for (Connection connection = closed.next(); connection != null; connection = closed.next()) {
            if (connection.isWithinAcquire()) {
                closed.add(connection);
                continue;
            }
            table.forget(connection);
            tellClosed(connection);
        }
        closed.turn();
    }

    /** Those still open at an orderly exit. */
    void tellLiving(long atNanos) {
        for (Connection connection : table.all()) {
            if (connection.isOpen() && connection.opened() != null && !connection.hasTurnedUp()) {
                listener.ended(connection, atNanos);
            }
        }
    }

    private void tellClosed(Connection connection) {
        ConnectionEnd end = connection.end();
        if (end == null || connection.hasTurnedUp()) {
            return;
        }
        if (connection.opened() != null || connection.pool() != null) {
            owners.decide(connection);
            connection.ownership().meters().closed(String.valueOf(connection.closeReason()));
        }
        owners.forget(connection);
        if (connection.opened() != null) {
            listener.ended(connection, end.atNanos());
        }
    }
}
