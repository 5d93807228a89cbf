package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.metrics.Demand;
import io.connwake.pipeline.metrics.DemandProfile;
import io.connwake.pipeline.metrics.Replay;
import org.jspecify.annotations.Nullable;

/** How a pool coped in the last ten seconds or so. */
final class Crowding {
    static final long WAIT_NANOS = 1_000_000L;
    private static final long SHORT_NANOS = 10 * WAIT_NANOS;
    private static final int KEPT = 4_096;

    final Pool pool;

    @Nullable
    Case its;

    final Replay replay = new Replay(KEPT);
    /** Nanoseconds for which each line waited; of those that are known. */
    final LineTally waiters = new LineTally();
    /** Nanoseconds for which each held what it got. */
    final LineTally holders = new LineTally();

    long sinceNanos = Long.MIN_VALUE;
    int quietWindows;
    boolean nested;
    long acquires;
    long waits;
    long returns;
    private long waitNanos;
    private long useNanos;
    private long databaseNanos;
    private DemandProfile before;

    Crowding(Pool pool) {
        this.pool = pool;
        this.before = pool.meters().demand().profile();
    }

    void acquired(Lease lease, boolean waited, SiteCounts site) {
        if (sinceNanos == Long.MIN_VALUE) {
            sinceNanos = lease.startNanos();
        }
        acquires++;
        waits += waited ? 1 : 0;
        waitNanos += waited ? lease.waitNanos() : 0;
        if (waited && site.isKnown()) {
            waiters.add(site.line(), lease.waitNanos());
        }
    }

    void returned(Lease lease, long thread, long database, SiteCounts site) {
        returns++;
        long heldNanos = lease.endNanos() - lease.acquiredNanos();
        useNanos += heldNanos;
        if (site.isKnown()) {
            holders.add(site.line(), heldNanos);
        }
        databaseNanos += database;
        nested |= NestedAcquireRule.KIND.equals(lease.finding());
        replay.add(thread, lease.startNanos(), lease.acquiredNanos(), lease.endNanos());
    }

    void beginAnew(long nowNanos) {
        sinceNanos = nowNanos;
        before = pool.meters().demand().profile();
        replay.clear();
        waiters.clear();
        holders.clear();
        nested = false;
        acquires = 0;
        waits = 0;
        returns = 0;
        waitNanos = 0;
        useNanos = 0;
        databaseNanos = 0;
    }

    /** Sustained, frequent, and long against what a lease lasts. */
    boolean isMaterial() {
        return waits >= 100
                && waits * 5 >= acquires
                && meanWaitNanos() >= SHORT_NANOS
                && meanWaitNanos() * 4 >= meanUseNanos()
                && databaseNanos * 2 >= useNanos;
    }

    long meanWaitNanos() {
        return acquires == 0 ? 0 : waitNanos / acquires;
    }

    /** Of the wait at least a part was for room: a busy machine is slow to lend what is there, too. */
    boolean isForRoom() {
        boolean isBeyond = pool.most() >= Demand.MOST_LEVELS - 1;
        return isBeyond || demand().waitNanos(pool.most(), acquires) * 4 >= meanWaitNanos();
    }

    long meanUseNanos() {
        return returns == 0 ? 0 : useNanos / returns;
    }

    long meanDatabaseNanos() {
        return returns == 0 ? 0 : databaseNanos / returns;
    }

    DemandProfile demand() {
        return pool.meters().demand().profile().since(before);
    }

    /** So many that the mean wait falls to a twentieth of what a lease lasts; never more than were wanted at once. */
    int wantedSize() {
        int most = Math.max(pool.most() + 1, demand().peak());
        return replay.sizeFor(Math.max(WAIT_NANOS, meanUseNanos() / 20), pool.most(), most);
    }
}
