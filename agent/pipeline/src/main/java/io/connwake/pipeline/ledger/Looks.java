package io.connwake.pipeline.ledger;

import org.jspecify.annotations.Nullable;

/** Which open leases are worth a close look, which costs a stack sample. */
final class Looks {
    private static final long AGAIN_NANOS = 900_000_000L;
    private static final long EXAMINED_NANOS = 250_000_000L;

    private final long thresholdNanos;
    private final Sites sites;

    /** @param thresholdNanos a lease unused for so long is looked at */
    Looks(long thresholdNanos, Sites sites) {
        this.thresholdNanos = thresholdNanos;
        this.sites = sites;
    }

    /** Where somebody waits for it, where a rule examines its site, or where it has been unused for long. */
    boolean wants(@Nullable Lease lease, long lastUsedNanos, long sweepNanos) {
        if (lease == null || !lease.isOpen()) {
            return false;
        }
        Watch watch = lease.watch();
        watch.usedUntil(lastUsedNanos);
        Pool pool = lease.pool();
        if (pool == null || watch.wasLookedAt(sweepNanos - AGAIN_NANOS)) {
            return false;
        }
        long threshold = lease.isOutlived() ? Math.min(Ledger.OUTLIVED_NANOS, thresholdNanos) : thresholdNanos;
        boolean overdue = watch.unusedFor(threshold, sweepNanos);
        boolean examined = sweepNanos - lease.acquiredNanos() >= EXAMINED_NANOS
                && sites.of(lease.site()).isExamined();
        return pool.alarmed() || examined || (overdue && !watch.rests(sweepNanos));
    }
}
