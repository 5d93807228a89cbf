package io.connwake.recorder;

import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.Site;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One borrow, from acquire to release; refers weakly to the handle that the application got. It is offered to the lane
 * twice: what is final is safe to read after the first time, the rest belongs to the application's thread until the
 * second and is a hint before.
 *
 * <pre>
 *   final      number, start, acquired, holder, pool, connection, carried, site, … ─ first offer
 *   counters   statements, errors, dbNanos, survived, lastNanos, lastUser, …  ┐
 *   release    lastNanos, lastUser, end                                        ┴ second offer
 *   drain's    announced
 * </pre>
 */
final class Lease extends WeakReference<Object> {
    private static final long MILLI = 1_000_000L;
    private static final byte OPEN = 0;
    private static final byte RELEASED = 1;
    private static final byte RELEASED_IN_TRANSACTION = 2;
    private static final byte RELEASED_WITH_WORK = 3;

    private final int number;
    final long startNanos;
    final long acquiredNanos;
    final Holder holder;
    final @Nullable PoolRecord pool;
    final @Nullable PhysicalRecord connection;
    final @Nullable Site site;
    private final @Nullable Invocation invocation;
    /**
     * A span context of another tracer, in its own class; once the drain has read that, the event of the lease's beginning.
     * One field for both: with another the application's thread would allocate eight bytes more.
     */
    private @Nullable Object contextOrBegun;

    int statements;
    private short errors;
    long dbNanos;
    /** The longest time that the connection was idle before a call that went well; −1 if there was none. */
    private int survivedIdleMillis = -1;
    /** Of the last use, then of the release: one field less for each lease there is. */
    long lastNanos;

    @Nullable
    Holder lastUser;

    @Nullable
    String lastState;

    private byte end = OPEN;
    private final boolean carriedOver;
    /** A misuse of it was told, or it was aborted; what follows from that is not told. */
    boolean misused;

    boolean acquireDropped;
    volatile boolean releaseDropped;

    boolean announced;

    Lease(
            Object handle,
            int number,
            long startNanos,
            long acquiredNanos,
            Holder holder,
            @Nullable PoolRecord pool,
            @Nullable PhysicalRecord connection,
            @Nullable Site site,
            @Nullable Invocation invocation,
            @Nullable Object context) {
        super(handle);
        this.number = number;
        this.startNanos = startNanos;
        this.acquiredNanos = acquiredNanos;
        this.holder = holder;
        this.pool = pool;
        this.connection = connection;
        this.site = site;
        this.invocation = invocation;
        this.contextOrBegun = context;
        this.lastNanos = acquiredNanos;
        this.carriedOver = connection != null && connection.left != null;
    }

    long id() {
        return holder.leaseBase | (number & 0xFFFF_FFFFL);
    }

    /** Whether its unit of work goes on. */
    boolean isWithinInvocation() {
        return invocation != null && !invocation.isOver();
    }

    /** Whether that has ended. */
    boolean isBehindInvocation() {
        return invocation != null && invocation.isOver();
    }

    /** Whether that was its thread's own: then the calls within are over too. */
    boolean isBehindItsThreadsInvocation() {
        return invocation != null && invocation.isOver() && invocation.thread == (int) (holder.leaseBase >>> 32);
    }

    boolean isReleased() {
        return end != OPEN;
    }

    void release(long nowNanos, boolean inTransaction, boolean withWork) {
        lastNanos = nowNanos;
        if (withWork) {
            end = RELEASED_WITH_WORK;
        } else {
            end = inTransaction ? RELEASED_IN_TRANSACTION : RELEASED;
        }
    }

    /** A hook has failed since on one of its threads, perhaps the one of its end. */
    boolean isDoubtful() {
        return holder.hasFailedSince(acquiredNanos) || (lastUser != null && lastUser.hasFailedSince(acquiredNanos));
    }

    /** Who used it last, and gave it back if it was. */
    Holder user() {
        return lastUser == null ? holder : lastUser;
    }

    /** A call on its connection went well after it had been idle for so long. */
    void survived(long idleNanos) {
        long millis = Math.min(idleNanos / MILLI, Integer.MAX_VALUE);
        if (millis > survivedIdleMillis) {
            survivedIdleMillis = (int) millis;
        }
    }

    /** A call on its connection failed. */
    void errs() {
        if (errors < Short.MAX_VALUE) {
            errors++;
        }
    }

    int errors() {
        return errors;
    }

    void used(long nowNanos, long tookNanos, Holder by) {
        dbNanos += tookNanos;
        lastNanos = nowNanos;
        usedBy(by);
    }

    void usedBy(Holder by) {
        if (lastUser != by && (lastUser != null || by != holder)) {
            lastUser = by;
        }
    }

    /** On the drain; the same one again for the release. */
    Acquired acquired(OtherTracer tracer) {
        if (!(contextOrBegun instanceof Acquired)) {
            contextOrBegun = begun(tracer);
        }
        return (Acquired) contextOrBegun;
    }

    private Acquired begun(OtherTracer tracer) {
        return new Acquired(
                startNanos,
                acquiredNanos,
                id(),
                pool == null ? 0 : pool.id,
                connection == null ? 0 : connection.id,
                invocation == null ? 0 : invocation.id,
                carriedOver,
                holder.ref,
                site,
                contextOrBegun == null ? null : tracer.read(contextOrBegun));
    }

    Released released(OtherTracer tracer) {
        return new Released(
                lastNanos,
                acquired(tracer),
                user().ref,
                statements,
                errors,
                dbNanos,
                survivedIdleMillis < 0 ? -1 : survivedIdleMillis * MILLI,
                lastState,
                end == RELEASED_IN_TRANSACTION || end == RELEASED_WITH_WORK,
                end == RELEASED_WITH_WORK);
    }

    Garbage garbage(long nowNanos) {
        return new Garbage(nowNanos, id(), statements, errors);
    }
}
