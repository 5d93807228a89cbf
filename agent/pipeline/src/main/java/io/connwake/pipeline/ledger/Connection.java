package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Timing;
import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.PinnedFor;
import io.connwake.recorder.event.Validated;
import org.jspecify.annotations.Nullable;

/** A physical connection. Until its {@link Opened} arrives, which may be after it was lent, little is known of it. */
public final class Connection {
    private final long id;
    private final SpanId span;
    private @Nullable Connect connect;
    private @Nullable String lastUsedIn;
    private boolean isInherited;
    private final Ownership ownership = new Ownership(this);
    private @Nullable Lease lease;
    private @Nullable Lease returned;
    private final IdleTime idle = new IdleTime();
    private boolean lentByPool;
    private boolean isWithinAcquire;
    private int uses;
    private @Nullable Death death;
    private @Nullable ConnectionEnd end;
    private boolean turnedUp;
    private @Nullable Pinning pinning;

    Connection(long id, SpanIds ids) {
        this.id = id;
        this.span = ids.root();
    }

    public long id() {
        return id;
    }

    public SpanId span() {
        return span;
    }

    /** Null as long as it was not heard that it was opened. */
    public @Nullable Connect connect() {
        return connect;
    }

    public @Nullable Opened opened() {
        return connect == null ? null : connect.event();
    }

    public @Nullable Peer peer() {
        return connect == null ? null : connect.event().peer();
    }

    /** By the server's words: it answered, or the words are those of the list that it is in. */
    boolean leadsTo(String server) {
        Opened opened = opened();
        return opened != null
                && (opened.peer().words().equals(server)
                        || opened.target().words().equals(server));
    }

    public @Nullable Pool pool() {
        return ownership.pool();
    }

    Ownership ownership() {
        return ownership;
    }

    /** The unit of work that borrowed it last, by its label; null if none did. */
    @Nullable
    String lastUsedIn() {
        return lastUsedIn;
    }

    /** It was opened before the process was snapshot. */
    public boolean isInherited() {
        return isInherited;
    }

    void inherited() {
        isInherited = true;
    }

    /** The lease that has it now. */
    public @Nullable Lease lease() {
        return lease;
    }

    /** The one that gave it back last. */
    public @Nullable Lease returnedBy() {
        return returned;
    }

    public int uses() {
        return uses;
    }

    public boolean isOpen() {
        return end == null;
    }

    /** Null while it is open. */
    @Nullable
    ConnectionEnd end() {
        return end;
    }

    /** It was found dead and its pool let go of it: it has its end though none was heard. */
    boolean isDiscarded() {
        return end != null && end.isDiscarded();
    }

    /** What is used after its close fails as if its server had gone. */
    boolean wasOpenAt(long nanos) {
        return end == null || nanos - end.atNanos() < 0;
    }

    public boolean endedBefore(long nanos) {
        return end != null && end.atNanos() - nanos < 0;
    }

    /** The first sign that it was dead, if one was seen. */
    public @Nullable Death death() {
        return death;
    }

    /** Null if nothing pins its session, or no proxy would. */
    public @Nullable Pinning pinning() {
        return pinning;
    }

    /** Its pool closed it while somebody had it, or had lost it, and opens another in its place. */
    public boolean wasTakenBack() {
        return end != null && end.how() != Closed.How.GARBAGE && !CloseReason.wasPoolClosed(this, end);
    }

    /** Why it ended, or will for being dead; null while it is open and alive. */
    public @Nullable String closeReason() {
        return CloseReason.of(this);
    }

    /** Lent by a pool, or opened by one. */
    public boolean isPooled() {
        return pool() != null || (connect != null && connect.isByPool());
    }

    /** The acquire within which it was opened is still under way. */
    boolean isWithinAcquire() {
        return isWithinAcquire;
    }

    void isWithinAcquire(boolean underWay) {
        isWithinAcquire = underWay;
    }

    IdleTime idle() {
        return idle;
    }

    /** @param isWhole no pause of the environment lies in it */
    void opened(Connect by, boolean isWhole) {
        connect = by;
        Opened event = by.event();
        idle.usedUntil(event.atNanos());
        ownership.meters().opened(by.phase().label());
        if (isWhole) {
            ownership.meters().time(Timing.CREATE, event.atNanos() - event.startNanos());
        }
        Pool pool = pool();
        if (pool != null) {
            pool.leadsTo(event);
            by.opener().lentBy(pool);
        }
    }

    void lent(Lease to, @Nullable Pool by) {
        if (by != null) {
            if (!lentByPool) {
                uses = 0; // what the opener itself seemed to borrow was none
            }
            lentByPool = true;
            ownership.belongsTo(by);
            by.found(this);
            if (connect != null) {
                connect.opener().lentBy(by);
            }
        }
        lease = to;
        lastUsedIn = to.invocation() == null ? lastUsedIn : to.invocation().label();
        uses++;
    }

    void returned(Lease by, long atNanos) {
        idle.usedUntil(atNanos);
        returned = by;
        if (lease == by) {
            lease = null;
        }
    }

    /** Its borrower is lost; it was not used since. */
    void forsaken(Lease by) {
        if (lease == by) {
            lease = null;
            Pool pool = pool();
            if (pool != null && isOpen()) {
                pool.lost(this, by);
            }
        }
    }

    void validated(Validated event) {
        idle.validated(event);
        long took = event.atNanos() - event.startNanos();
        ownership.meters().time(event.ok() ? Timing.VALIDATION_OK : Timing.VALIDATION_DEAD, took);
        if (event.ok()) {
            survived(idle.beforeValidationNanos());
        }
    }

    void survived(long idleNanos) {
        ownership.idling().time(Timing.IDLE_SURVIVED, idleNanos);
    }

    void died(Death first) {
        death = first;
        if (first.isStale()) {
            ownership.meters().stale(first.kind().label(), first.isValidatedAway());
            if (!first.inherited()) { // else it tells nothing of what the peer allows
                ownership.idling().time(Timing.IDLE_DIED, first.idleNanos());
            }
        }
    }

    void pinned(Pinned event) {
        if (Pinning.isOne(event) && isOpen()) {
            Pinning known = pinning == null ? new Pinning() : pinning;
            known.add(event.reason(), ownership.meters());
            pinning = known;
        }
    }

    void pinnedFor(PinnedFor event) {
        if (pinning != null) {
            pinning.lasts(event, ownership.meters());
        }
    }

    /** Its end was told though its pool had not let go of it: nothing more is told of it. */
    boolean hasTurnedUp() {
        return turnedUp;
    }

    void turnsUp() {
        end = null;
        pinning = null;
        turnedUp = true;
        ownership.rejoinsPool();
    }

    void closed(Closed event) {
        ends(event.how(), event.atNanos(), false);
    }

    /** Its pool let go of it without a word. */
    void discarded(long atNanos) {
        ends(Closed.How.GARBAGE, atNanos, true);
    }

    private void ends(Closed.How how, long atNanos, boolean isDiscarded) {
        end = new ConnectionEnd(how, atNanos, lease != null, isDiscarded);
        if (pinning != null) {
            pinning.ends(ownership.meters());
        }
        ownership.leavesPool();
    }
}
