package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.PoolFacts;

/**
 * How many connections a pool can lend of which no limit is known: what it had when somebody waited until one came back, or in
 * vain, while all of that was leased and none was being opened. Forgotten when it lends more.
 */
final class Ceiling {
    /** Long enough that two sweeps saw it. */
    private static final long LONG_NANOS = 2_000_000_000L;

    private static final long SHORT_NANOS = 10_000_000L;

    private int seen = PoolFacts.UNKNOWN;

    /** Negative as long as nothing showed it. */
    int seen() {
        return seen;
    }

    void lent(int used) {
        if (used > seen) {
            seen = PoolFacts.UNKNOWN;
        }
    }

    /** It got what another one had given back, and not at once. */
    static boolean mayTell(Lease lease) {
        return lease.waitNanos() >= SHORT_NANOS && lease.waitedForReturn();
    }

    /**
     * An acquire ended that may tell. Of leases as short as a turn each may be heard only with its end, so never two at once:
     * the connections tell whether one of them was free.
     */
    void served(Lease lease, Pool pool) {
        if (!hadFree(pool, lease.acquiredNanos() - lease.waitNanos() / 2)) {
            hasNone(lease, pool);
        }
    }

    /** An acquire gave up. */
    void gaveUp(Lease lease, Pool pool) {
        if (pool.fullness().isMostOf(lease.startNanos(), lease.endNanos())) {
            hasNone(lease, pool);
        }
    }

    /** An acquire was seen waiting, and nothing was seen for which it waits but a connection that comes back. */
    void stillWaits(Lease lease, Pool pool, long atNanos) {
        boolean isLong = atNanos - lease.startNanos() >= LONG_NANOS;
        if (isLong && pool.fullness().isMostOf(lease.startNanos(), atNanos)) {
            hasNone(lease, pool);
        }
    }

    private void hasNone(Lease lease, Pool pool) {
        boolean isServed = lease.opened() || !lease.failedConnects().isEmpty();
        if (!isServed && !hasGrown(lease, pool)) {
            seen = Math.max(pool.used(), pool.connections().size());
        }
    }

    /** One that came back before then is leased to nobody. */
    private static boolean hadFree(Pool pool, long nanos) {
        for (Connection each : pool.connections()) {
            Lease last = each.returnedBy();
            boolean isLent = each.lease() != null || pool.hasLost(each);
            if (!isLent && (last == null || last.endNanos() - nanos < 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasGrown(Lease lease, Pool pool) {
        for (Connection each : pool.connections()) {
            if (each.opened() != null && each.opened().atNanos() - lease.startNanos() > 0) {
                return true;
            }
        }
        return false;
    }
}
