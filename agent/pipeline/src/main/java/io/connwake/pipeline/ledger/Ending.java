package io.connwake.pipeline.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leases that ended. */
final class Ending {
    private final Resting<Lease> leases = new Resting<>();

    void add(Lease lease) {
        leases.add(lease);
    }

    /** One that ended a turn ago; null if all are told. */
    @Nullable
    Lease next() {
        return leases.next();
    }

    void turn() {
        leases.turn();
    }

    /** The leases of a pool that were open at a moment no longer ago than the turn before, and are not any more. */
    void addHeldAt(Pool pool, long nanos, List<Lease> held) {
        add(leases.thisTurn(), pool, nanos, held);
        add(leases.rested(), pool, nanos, held);
    }

    private static void add(Iterable<Lease> ended, Pool pool, long nanos, List<Lease> held) {
        for (Lease lease : ended) {
            boolean spans = lease.acquiredNanos() - nanos <= 0 && lease.endNanos() - nanos > 0;
            if (spans && lease.pool() == pool && lease.released() != null) {
                held.add(lease);
            }
        }
    }
}
