package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
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
