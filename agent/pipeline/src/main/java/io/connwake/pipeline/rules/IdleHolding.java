package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.StillOpen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The long leases of one line, and what their holders were seen to do meanwhile. */
final class IdleHolding {
    private static final int KEPT = 40;
    private static final int MOST_LINES = 32;

    final Pool pool;
    final String line;
    /** Long ones, busy or not. */
    long total;

    long idle;
    long heldNanos;
    long databaseNanos;
    long sinceNanos;
    int untold;
    long looks;
    long inDriver;
    long keptOpen;
    int mostWaiting;
    private final List<Lease> leases = new ArrayList<>();
    private final Map<String, Integer> seenAt = new LinkedHashMap<>();

    IdleHolding(Pool pool, String line) {
        this.pool = pool;
        this.line = line;
    }

    void idle(Lease lease, long held, long database) {
        if (idle == 0) {
            sinceNanos = lease.acquiredNanos();
        }
        idle++;
        untold++;
        heldNanos += held;
        databaseNanos += database;
        if (leases.size() == KEPT) {
            leases.remove(0);
        }
        leases.add(lease);
    }

    void looked(StillOpen look, int waiting) {
        looks++;
        inDriver += look.inDriver() ? 1 : 0;
        keptOpen += look.keptOpen() ? 1 : 0;
        mostWaiting = Math.max(mostWaiting, waiting);
        if (look.holderAt() != null && !look.inDriver()) {
            String at = look.holderAt().toString();
            if (seenAt.containsKey(at) || seenAt.size() < MOST_LINES) {
                seenAt.put(at, seenAt.getOrDefault(at, 0) + 1);
            }
        }
    }

    /** Some of them wait for another connection of the same pool: that is why they are idle. */
    boolean isNested() {
        for (Lease lease : leases) {
            if (NestedAcquireRule.KIND.equals(lease.finding())) {
                return true;
            }
        }
        return false;
    }

    /** Mostly it is a session that keeps them, and no transaction. */
    boolean isKeptOpen() {
        return 2 * keptOpen > looks;
    }

    /** The latest first. */
    List<Lease> leases() {
        List<Lease> latestFirst = new ArrayList<>();
        for (int i = leases.size() - 1; i >= 0; i--) {
            latestFirst.add(leases.get(i));
        }
        return latestFirst;
    }

    /** Where the holders were seen most often; null if nowhere. */
    @Nullable
    String place() {
        String place = null;
        int most = 0;
        for (Map.Entry<String, Integer> each : seenAt.entrySet()) {
            if (each.getValue() > most) {
                most = each.getValue();
                place = each.getKey();
            }
        }
        return place;
    }
}
