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
        if (watch.wasLookedAt(sweepNanos - AGAIN_NANOS) || (pool == null && !mayBeLeftBehind(lease))) {
            return false;
        }
        long threshold = Ledger.unusedNanos(lease, thresholdNanos);
        boolean overdue = watch.unusedFor(threshold, sweepNanos);
        boolean examined = sweepNanos - lease.acquiredNanos() >= EXAMINED_NANOS
                && sites.of(lease.site()).isExamined();
        boolean needed = pool != null && (pool.alarmed() || examined);
        return needed || (overdue && !watch.rests(sweepNanos));
    }

    private static boolean hasLost(SiteCounts line) {
        return line.isKnown() && line.lost() > 0;
    }

    /** One without a pool may well be kept for as long as the process lives. */
    private boolean mayBeLeftBehind(Lease lease) {
        Connection connection = lease.connection();
        return connection != null
                && connection.isOpen()
                && connection.death() == null
                && (lease.watch().mayBeLeftBehind() || hasLost(sites.of(lease.site())))
                && LeaseBooks.isApplications(lease);
    }
}
