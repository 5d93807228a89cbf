package io.connwake.pipeline.ledger;

import java.util.ArrayList;
import java.util.List;

/** Leases that ended: each rests for one more turn, since what its connection said may lie in the other lane. */
final class Ending {
    private List<Lease> thisTurn = new ArrayList<>();
    private List<Lease> resting = new ArrayList<>();

    void add(Lease lease) {
        thisTurn.add(lease);
    }

    /** Those that ended a turn ago. */
    List<Lease> rested() {
        return resting;
    }

    /** They are told. */
    void turn() {
        List<Lease> told = resting;
        told.clear();
        resting = thisTurn;
        thisTurn = told;
    }

    /** The leases of a pool that were open at a moment no longer ago than the turn before, and are not any more. */
    void addHeldAt(Pool pool, long nanos, List<Lease> held) {
        add(thisTurn, pool, nanos, held);
        add(resting, pool, nanos, held);
    }

    private static void add(List<Lease> ended, Pool pool, long nanos, List<Lease> held) {
        for (Lease lease : ended) {
            boolean spans = lease.acquiredNanos() - nanos <= 0 && lease.endNanos() - nanos > 0;
            if (spans && lease.pool() == pool && lease.released() != null) {
                held.add(lease);
            }
        }
    }
}
