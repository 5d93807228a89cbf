package io.connwake.recorder;

import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.TraceParent;
import io.connwake.recorder.event.WorkSettled;
import org.jspecify.annotations.Nullable;

/** Begins leases and ends them, and tells of those that were refused. */
final class Leases {
    private final Threads threads;
    private final Lanes lanes;
    private final Records records;
    private final Sites sites;
    private final OtherTracer tracer;
    private final Invocations invocations;
    private final Doubt doubt;

    Leases(
            Threads threads,
            Lanes lanes,
            Records records,
            Sites sites,
            OtherTracer tracer,
            Invocations invocations,
            Doubt doubt) {
        this.threads = threads;
        this.lanes = lanes;
        this.records = records;
        this.sites = sites;
        this.tracer = tracer;
        this.invocations = invocations;
        this.doubt = doubt;
    }

    /**
     * Begins a lease.
     *
     * @param anchor the handle itself if it can carry the record, else the innermost pool's, whose close it passes on
     * @param record what the anchor carries now
     */
    void begin(
            ThreadTrace thread,
            Object anchor,
            @Nullable Object record,
            long startNanos,
            long nowNanos,
            @Nullable PoolRecord pool,
            @Nullable PhysicalRecord physical) {
        Site site = sites.isDue(pool, nowNanos) ? sites.capture(pool, nowNanos) : null;
        if (record != null) {
            endEarlier(thread, anchor, record, pool);
        }
        if (physical != null && physical.left != null && doubt.hasRisen()) {
            physical.left = null;
            lanes.event(settledBySomebody(physical, nowNanos));
        }
        thread.lentNumber = thread.leaseNumber;
        Lease lease = new Lease(
                anchor,
                thread.leaseNumber,
                startNanos,
                nowNanos,
                thread.holder,
                pool,
                physical,
                site,
                invocations.of(thread),
                tracer.current());
        boolean isKept = (record != null && record == physical) || records.put(anchor, lease);
        if (!isKept) {
            lanes.lost(lease); // its end would never be heard
            return;
        }
        if (physical != null) {
            begins(physical, lease);
        }
        lanes.acquired(lease);
    }

    /** What an earlier borrower wrote and what happened to its lease is not this one's. */
    private static void begins(PhysicalRecord physical, Lease lease) {
        physical.lease = lease;
        if (physical.left != null) {
            physical.wrote = false;
        }
        if (physical.overlaps != 0) {
            physical.overlaps = 0;
        }
        if (physical.stated != 0) {
            physical.stated = 0;
        }
    }

    /** A handle that is lent again while its lease is open is one lease after the other; its transaction goes on. */
    private void endEarlier(ThreadTrace thread, Object anchor, Object record, @Nullable PoolRecord pool) {
        Lease earlier = record instanceof PhysicalRecord physical ? physical.lease : null;
        earlier = record instanceof Lease lease ? lease : earlier;
        if (earlier != null && earlier.refersTo(anchor)) {
            if (earlier.connection != null && earlier.connection.lease == earlier) {
                earlier.connection.lease = null;
            }
            if (pool != null && earlier.pool == pool && !earlier.isReleased()) {
                pool.isGivenBackUnheard = true;
            }
            release(thread, earlier);
        }
    }

    void refused(ThreadTrace thread, long startNanos, @Nullable PoolRecord pool, Throwable failure) {
        Object context = tracer.current();
        TraceParent parent = context == null ? null : tracer.read(context);
        long now = Clock.nanos();
        Site site = sites.capture();
        thread.holder.refused(site, now);
        lanes.event(
                pool,
                new AcquireFailed(
                        startNanos,
                        now,
                        thread.leaseId(),
                        pool == null ? 0 : pool.id,
                        invocations.idOf(thread),
                        thread.holder.ref,
                        site,
                        parent,
                        Errors.read(failure),
                        threads.areBusy(now)));
    }

    /** Of work that was left, once its end may have gone unseen: it is nobody's fault. */
    static WorkSettled settledBySomebody(PhysicalRecord connection, long nowNanos) {
        return new WorkSettled(nowNanos, connection.id, 0, false, WorkSettled.By.MANAGER);
    }

    /** Its handle's {@code close} is called. */
    void close(ThreadTrace thread, Lease lease) {
        Holder user = lease.user();
        boolean isOpen = !lease.isReleased();
        release(thread, lease);
        if (isOpen && lease.site != null && user == thread.holder) {
            sites.passing.closes(thread, lease);
        }
    }

    void release(ThreadTrace thread, Lease lease) {
        if (lease.isReleased()) {
            return;
        }
        lease.usedBy(thread.holder);
        long now = Clock.nanos();
        PhysicalRecord connection = lease.connection;
        boolean inTransaction = false;
        boolean withWork = false;
        if (connection != null && connection.lease == lease) {
            connection.lease = null;
            inTransaction = connection.inTransaction && !doubt.mayHaveMissed();
            withWork = inTransaction && connection.wrote && leavesWork(connection, lease);
        }
        lease.release(now, inTransaction, withWork);
        lanes.released(lease);
    }

    /** What is given back unfinished belongs to a transaction manager where there may be one. */
    private boolean leavesWork(PhysicalRecord connection, Lease lease) {
        PoolRecord pool = lease.pool;
        // H2's pool asks for a pooled connection and gets one that transaction managers could have, too
        boolean mayBeManaged = connection.isXa && (pool == null || pool.library != Libraries.H2_POOL);
        boolean isAnothers = connection.begunBySql != null && connection.begunBySql != lease;
        if (isAnothers || mayBeManaged || (pool != null && pool.isManaged)) {
            return false;
        }
        if (connection.left == null) {
            connection.left = lease;
        }
        return true;
    }
}
