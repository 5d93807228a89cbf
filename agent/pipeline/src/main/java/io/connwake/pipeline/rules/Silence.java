package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.SiteCounts;
import java.util.ArrayList;
import java.util.List;

/** The connections of one pool that went silent on one line. */
final class Silence {
    private static final int KEPT = 10;

    final Case its;
    /** How the line's other leases went. */
    final SiteCounts counts;

    final List<Lease> leases = new ArrayList<>();
    /** After the shortest idleness. */
    Death shortest;
    /** Whose that was. */
    Connection connection;

    boolean isCertain;
    /** The call was none that a server takes time for. */
    boolean isProven;
    /** The line timed out without a pause, too. */
    boolean isRefuted;

    long tests;
    /** The pool's longest lease that had come back before. */
    long longestNanos;

    Silence(Case its, SiteCounts counts, Connection connection, Death first) {
        this.its = its;
        this.counts = counts;
        this.connection = connection;
        this.shortest = first;
    }

    void met(Connection silent, Death death) {
        if (death.idleNanos() < shortest.idleNanos()) {
            shortest = death;
            connection = silent;
        }
        Lease lease = death.lease();
        if (lease != null && leases.size() < KEPT) {
            leases.add(lease);
        }
    }

    /** A test asks for nothing, so all leases may tell; a statement is told from slow ones by its own line's. */
    boolean isQuickElsewhere(Death death) {
        if (death.isValidatedAway()) {
            return its.count > 1 || isShorter(longestNanos, death);
        }
        if (!counts.isKnown()) {
            return its.count > 1 && isShorter(longestNanos, death);
        }
        return isShorter(counts.longestNanos(), death);
    }

    private static boolean isShorter(long longestNanos, Death death) {
        return longestNanos > 0 && longestNanos < death.tookNanos() / 2;
    }

    Wording wording(Frameworks frameworks) {
        long ofLineNanos = counts.isKnown() ? counts.longestNanos() : 0;
        HalfOpenWording words = new HalfOpenWording(its, shortest, isCertain, ofLineNanos, longestNanos);
        Wording wording = Wording.of(words.sentence(), words.evidence(), words.advice(frameworks))
                .about(leases);
        return tests == its.count ? wording.asWarning() : wording;
    }
}
