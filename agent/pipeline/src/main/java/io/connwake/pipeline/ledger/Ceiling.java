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

    /** An acquire ended that may tell. */
    void served(Lease lease, Pool pool) {
        hasNone(lease, pool, lease.acquiredNanos());
    }

    /** An acquire gave up. */
    void gaveUp(Lease lease, Pool pool) {
        hasNone(lease, pool, lease.endNanos());
    }

    /** An acquire was seen waiting, and nothing was seen for which it waits but a connection that comes back. */
    void stillWaits(Lease lease, Pool pool, long atNanos) {
        if (atNanos - lease.startNanos() >= LONG_NANOS) {
            hasNone(lease, pool, atNanos);
        }
    }

    private void hasNone(Lease lease, Pool pool, long atNanos) {
        boolean isServed = lease.opened() || !lease.failedConnects().isEmpty();
        if (!isServed && pool.fullness().isMostOf(lease.startNanos(), atNanos) && !hasGrown(lease, pool)) {
            seen = Math.max(pool.used(), pool.connections().size());
        }
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
