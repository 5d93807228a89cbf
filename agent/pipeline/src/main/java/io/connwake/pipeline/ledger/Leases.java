package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.LikelySite;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * How leases begin and end. They are told in the turn after their end, unless one turns out to have been a pool's own way to
 * a connection.
 */
final class Leases {
    private static final long SECOND = 1_000_000_000L;

    private final Accounts accounts;
    private final Connections connections;
    private final Invocations invocations;
    private final Pauses pauses;
    private final SpanIds ids;
    private @Nullable Queue queue;
    private final LeaseBooks books;
    /** A lease that proved to be in use is looked at again only after so long: it takes a stack sample. */
    private final long restNanos;
    /** A pool may have lent connections before anything was heard of it: what is known to be leased is not all. */
    private final boolean isLate;

    private final Counts overflow;
    private final LedgerListener listener;
    private final Sites sites = new Sites();
    private final Unpooled unpooled;
    private final LeaseTable table = new LeaseTable();

    Leases(
            SpanIds ids,
            PipelineSettings settings,
            Accounts accounts,
            Connections connections,
            Invocations invocations,
            Pauses pauses,
            Counts overflow,
            LedgerListener listener) {
        this.accounts = accounts;
        this.connections = connections;
        this.invocations = invocations;
        this.pauses = pauses;
        this.overflow = overflow;
        this.listener = listener;
        this.ids = ids;
        this.unpooled = new Unpooled(settings.leakThresholdNanos());
        this.books = new LeaseBooks(settings, accounts, connections);
        this.isLate = settings.isLate();
        this.restNanos = Math.max(SECOND, Math.min(10 * SECOND, settings.leakThresholdNanos() / 3));
    }

    Sites sites() {
        return sites;
    }

    LeaseTable table() {
        return table;
    }

    Queue queue() {
        Queue known = queue;
        if (known == null) {
            known = new Queue(ids, connections, listener);
            queue = known;
        }
        return known;
    }

    void waiting(Waiting event) {
        Pool pool = event.poolId() == 0 ? null : accounts.pool(event.poolId());
        Lease lease = queue().waiting(event, pool);
        if (lease != null && pool != null && !event.busy() && mayTellCeiling(pool, lease, event.atNanos())) {
            pool.ceiling().stillWaits(lease, pool, event.atNanos());
        }
    }

    private boolean mayTellCeiling(Pool pool, Lease lease, long atNanos) {
        return pool.limit() < 0 && !isLate && !connections.failed().happened(pool, lease.startNanos(), atNanos);
    }

    void sweep(long nowNanos) {
        if (queue != null) {
            queue.sweep(nowNanos);
        }
    }

    void acquired(Acquired event) {
        long id = event.leaseId();
        if (table.knows(id)) {
            return;
        }
        if (table.isFull()) {
            overflow.add("lease_table", 1);
            return;
        }
        begin(event);
    }

    private void begin(Acquired event) {
        long id = event.leaseId();
        Pool pool = event.poolId() == 0 ? null : accounts.pool(event.poolId());
        Connection connection = connections.lent(event.connectionId());
        Lease lease = served(id, pool, event.atNanos());
        table.add(lease);
        lease.begin(event, pool, connection);
        borrowed(lease, event.invocationId());
        if (PoolHabits.skipsTest(lease, pauses)) {
            lease.reuse(lease.reuse().withoutTest());
        }
        lease.trace().joins(invocations.parent(event.invocationId()));
        if (connection != null) {
            connection.lent(lease, pool);
            seeOpen(lease, connection);
        }
        if (pool == null) {
            unpooled.began(lease);
        } else {
            books.begin(lease, pool);
            if (Ceiling.mayTell(lease) && mayTellCeiling(pool, lease, event.atNanos())) {
                pool.ceiling().served(lease, pool);
            }
        }
        tellConnects(lease);
        listener.acquired(lease);
    }

    void acquireFailed(AcquireFailed event) {
        long id = event.leaseId();
        if (table.knows(id)) {
            return;
        }
        Pool pool = event.poolId() == 0 ? null : accounts.pool(event.poolId());
        Lease lease = served(id, pool, event.atNanos());
        Outcome outcome = outcome(event, pool);
        lease.fail(event, pool, outcome);
        lease.trace().joins(invocations.parent(event.invocationId()));
        table.add(lease);
        if (pool != null) {
            books.fail(lease, pool);
        }
        tellConnects(lease);
        if (pool != null
                && outcome == Outcome.TIMEOUT
                && !event.busy()
                && mayTellCeiling(pool, lease, event.atNanos())) {
            pool.ceiling().gaveUp(lease, pool);
        }
        listener.acquireFailed(lease);
        table.ends(lease);
    }

    private Outcome outcome(AcquireFailed event, @Nullable Pool pool) {
        if (pool == null) {
            return Outcome.of(event, null);
        }
        Outcome outcome = Outcome.of(event, pool.facts());
        boolean refused = connections.failed().happened(pool, event.startNanos(), event.atNanos());
        return outcome == Outcome.TIMEOUT && refused && !pool.isFull() ? Outcome.REFUSED : outcome;
    }

    void released(Released event) {
        Lease lease = begun(event.acquired());
        if (lease == null || !lease.isOpen()) {
            return;
        }
        lease.released(event);
        gaveBack(lease);
        SiteCounts line = sites.of(lease.site());
        line.returned(event.errors() > 0, event.atNanos() - lease.acquiredNanos());
        if (event.thread().id() != event.acquired().thread().id() && !PoolHabits.takesBack(lease)) {
            line.returnedByOther();
        }
        Connection connection = lease.connection();
        if (connection != null) {
            connections.returned(connection, lease, event.atNanos());
        }
        Pool pool = lease.pool();
        if (pool != null) {
            books.release(lease, event, pool);
        }
        listener.returned(lease);
        table.ends(lease);
    }

    /** What the release tells of its beginning, where that was not heard. */
    private @Nullable Lease begun(Acquired event) {
        Lease known = table.find(event.leaseId());
        if (known == null) {
            acquired(event);
            known = table.find(event.leaseId());
        }
        return known;
    }

    void likely(LikelySite event) {
        Lease lease = table.find(event.leaseId());
        if (lease != null) {
            lease.watch().likelyAt(event.site());
        }
    }

    void garbage(Garbage event) {
        Lease lease = table.find(event.leaseId());
        if (lease == null || !lease.isOpen()) {
            return;
        }
        lease.watch().counted(event.statements(), event.errors());
        lease.end(Outcome.ABANDONED, event.atNanos());
        gaveBack(lease);
        if (lease.connection() != null) {
            lease.connection().forsaken(lease);
        }
        if (lease.pool() != null) {
            books.end(lease, lease.pool());
            listener.abandoned(lease);
        }
        table.ends(lease);
    }

    void stillOpen(StillOpen event) {
        Lease lease = table.find(event.leaseId());
        if (lease != null && lease.isOpen()) {
            lease.watch().lookedAt(event, lease.pool() != null && lease.pool().alarmed());
            lease.watch().rest(event.atNanos() + restNanos);
            listener.looked(lease);
        }
    }

    void statementFailed(StatementFailed event) {
        Lease lease = table.find(event.leaseId());
        if (lease != null) {
            lease.troubles().add(event);
        }
    }

    /** A connection that its acquire did not open may still have been opened while it waited, and for it. */
    void seeOpen(Lease lease, Connection connection) {
        if (lease.reuse().uses() == 0
                && connection.opened() != null
                && connection.opened().startNanos() - lease.startNanos() >= 0) {
            lease.sawOpen();
        }
    }

    /** Tells those that ended a turn ago. */
    void settle() {
        for (Lease lease = table.next(); lease != null; lease = table.next()) {
            table.forget(lease);
            if (lease.pool() == null) {
                unpooled.ended(lease);
            }
            if (books.close(lease)) {
                listener.ended(lease);
            }
        }
        table.turn();
    }

    /** The lease of an acquire that ends now. */
    private Lease served(long id, @Nullable Pool pool, long atNanos) {
        Lease lease = queue == null ? new Lease(id, ids) : queue.take(id);
        if (queue != null) {
            queue.leave(lease, pool, atNanos);
        }
        return lease;
    }

    private void borrowed(Lease lease, long invocationId) {
        Invocation invocation = invocations.find(invocationId);
        if (invocation != null) {
            lease.within(invocation);
            invocation.borrows(lease);
        }
    }

    private static void gaveBack(Lease lease) {
        Invocation invocation = lease.invocation();
        if (invocation != null) {
            invocation.gaveBack(lease);
        }
    }

    private void tellConnects(Lease lease) {
        if (queue != null) {
            queue.tellConnects(lease);
        }
    }
}
