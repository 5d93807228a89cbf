package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Connection;
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
    /** Of these the line was not looked up when they were acquired. */
    private int withoutSite;

    private int givenBackByPool;
    /** Of those that are no longer kept. */
    private int takenBefore;

    private long longestLateNanos;

    LeakCase(Case its, SiteCounts counts) {
        this.its = its;
        this.counts = counts;
    }

    void lost(Lease lease) {
        if (missing == 0) {
            lost.clear();
            takenBefore = 0;
        }
        missing++;
        withoutSite += lease.site() == null ? 1 : 0;
        its.more(lease.acquiredNanos());
        counts.lost(lease.errorCount() > 0);
        if (lost.size() == KEPT) {
            takenBefore += isTakenBack(lost.remove(0)) ? 1 : 0;
        }
        lost.add(lease);
    }

    void cameBack(Lease lease) {
        missing--;
        withoutSite -= lease.site() == null ? 1 : 0;
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

    /** Of how many their statements alone tell that it was this line; of none where it is not known. */
    int likely() {
        return counts.isKnown() ? withoutSite : 0;
    }

    /** A thread of the pool closed the handle that nobody else did. */
    void givenBackByPool() {
        givenBackByPool++;
    }

    /** How many of them their pool took back, by that or by closing the connection. */
    int takenBack() {
        if (missing == 0) {
            return givenBackByPool;
        }
        int taken = takenBefore;
        for (Lease lease : lost) {
            taken += isTakenBack(lease) ? 1 : 0;
        }
        return givenBackByPool + Math.min(taken, missing);
    }

    private static boolean isTakenBack(Lease lease) {
        Connection connection = lease.connection();
        return lease.outcome() != Outcome.RELEASED && connection != null && connection.wasTakenBack();
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
