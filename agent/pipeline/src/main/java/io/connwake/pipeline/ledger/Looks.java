package io.connwake.pipeline.ledger;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which open leases are worth a close look, which costs a stack sample. */
final class Looks {
    private static final long AGAIN_NANOS = 900_000_000L;
    private static final long EXAMINED_NANOS = 250_000_000L;
    /** For how long one waits, and another has had it, before the holders of a full pool are looked at. */
    static final long LONG_NANOS = 1_000_000_000L;

    private final long thresholdNanos;
    private final Sites sites;
    private final Set<Pool> pressed = new HashSet<>();

    /** @param thresholdNanos a lease unused for so long is looked at */
    Looks(long thresholdNanos, Sites sites) {
        this.thresholdNanos = thresholdNanos;
        this.sites = sites;
    }

    /** Before a sweep. */
    void begin() {
        pressed.clear();
    }

    /** Somebody has waited for long: what its holders do is to be seen before they are let go of when that gives up. */
    void press(Pool pool) {
        if (pool.isFull()) {
            pressed.add(pool);
        }
    }

    /** Where somebody waits for it, where a rule examines its site, or where it has been unused for long. */
    boolean wants(@Nullable Lease lease, long lastUsedNanos, long sweepNanos) {
        if (lease == null || !lease.isOpen()) {
            return false;
        }
        Watch watch = lease.watch();
        watch.usedUntil(lastUsedNanos);
        Pool pool = lease.pool();
        boolean isAlarmed = pool != null && pool.alarmed();
        if (watch.wasLookedAt(sweepNanos - AGAIN_NANOS, isAlarmed) || (pool == null && !mayBeLeftBehind(lease))) {
            return false;
        }
        long threshold = Ledger.unusedNanos(lease, thresholdNanos);
        boolean overdue = watch.unusedFor(threshold, sweepNanos);
        boolean examined = sweepNanos - lease.acquiredNanos() >= EXAMINED_NANOS
                && sites.of(lease.site()).isExamined();
        boolean isPressed = sweepNanos - lease.acquiredNanos() >= LONG_NANOS && pressed.contains(pool);
        boolean needed = pool != null
                && (isAlarmed || examined || isPressed || PoolHabits.isSoonTakenBack(lease, pool, sweepNanos));
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
