package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.SiteCounts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The leases of one pool that one site lost, or may have lost. */
final class LeakCase {
    private static final int KEPT = 50;

    final Case its;
    final SiteCounts counts;
    final Set<Lease> suspects = new LinkedHashSet<>();
    private final List<Lease> lost = new ArrayList<>();
    private int missing;
    private int givenBackByPool;
    private long longestLateNanos;

    LeakCase(Case its, SiteCounts counts) {
        this.its = its;
        this.counts = counts;
    }

    void lost(Lease lease) {
        if (missing == 0) {
            lost.clear();
        }
        missing++;
        its.more(lease.acquiredNanos());
        counts.lost(lease.errorCount() > 0);
        if (lost.size() == KEPT) {
            lost.remove(0);
        }
        lost.add(lease);
    }

    void cameBack(Lease lease) {
        missing--;
        if (missing > 0) {
            lost.remove(lease);
        }
        its.changed = true;
        counts.found(lease.errorCount() > 0);
        longestLateNanos = Math.max(longestLateNanos, lease.endNanos() - lease.acquiredNanos());
    }

    int missing() {
        return missing;
    }

    /** A thread of the pool closed the handle that nobody else did. */
    void givenBackByPool() {
        givenBackByPool++;
    }

    /** How many of them their pool took back, by that or by closing the connection; of those that are kept here. */
    int takenBack() {
        int taken = givenBackByPool;
        for (Lease lease : lost) {
            boolean isMissing = missing > 0 && lease.outcome() != Outcome.RELEASED;
            taken += isMissing
                            && lease.connection() != null
                            && lease.connection().wasTakenBack()
                    ? 1
                    : 0;
        }
        return taken;
    }

    long longestLateNanos() {
        return longestLateNanos;
    }

    /** The latest of those that are lost or suspected first; the last that came back, if all have. */
    List<Lease> leases() {
        List<Lease> latestFirst = new ArrayList<>(suspects);
        for (int i = lost.size() - 1; i >= 0; i--) {
            latestFirst.add(lost.get(i));
        }
        return latestFirst;
    }
}
