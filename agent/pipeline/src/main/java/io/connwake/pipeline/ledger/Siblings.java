package io.connwake.pipeline.ledger;

import java.util.LinkedHashSet;
import java.util.Set;

/** The leases without a pool that were acquired at one place and are open. */
final class Siblings {
    private static final int MOST = 1_024;
    /** One that is left behind, one that was opened in its place, and the second of that kind: a single one proves nothing. */
    private static final int SEVERAL = 3;

    final Set<Lease> leases = new LinkedHashSet<>();
    private final long longNanos;
    private boolean areKept;

    /** @param thresholdNanos after which an unused one can be a leak */
    Siblings(long thresholdNanos) {
        longNanos = thresholdNanos / 2;
    }

    boolean add(Lease lease) {
        return leases.size() < MOST && leases.add(lease);
    }

    /** One that is used for long is kept, and so may the others be, each for its own user, or for when it is needed. */
    void isUsedFor(long nanos) {
        areKept |= nanos >= longNanos;
    }

    boolean mayBeForgotten(boolean afterError) {
        return !areKept && (afterError || leases.size() >= SEVERAL);
    }
}
