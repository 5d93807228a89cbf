package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The open leases without a pool, by where they were acquired. A connection that is opened there tells something of the earlier
 * ones to the same database: whoever keeps one for later use would rarely need another.
 */
final class Unpooled {
    private static final int MOST_SITES = 1_024;

    private final long thresholdNanos;
    private final Map<Site, Siblings> open = new HashMap<>();

    Unpooled(long thresholdNanos) {
        this.thresholdNanos = thresholdNanos;
    }

    void began(Lease lease) {
        Site site = lease.site();
        ThreadRef thread = lease.thread();
        if (site == null || thread == null) {
            return;
        }
        Siblings others = open.get(site);
        if (others == null) {
            if (open.size() == MOST_SITES) {
                return;
            }
            others = new Siblings(thresholdNanos);
            open.put(site, others);
        }
        for (Lease each : others.leases) {
            if (Objects.equals(each.peer(), lease.peer())) {
                each.watch().followed(lease.startNanos(), thread.equals(each.thread()));
            }
        }
        if (others.add(lease)) {
            lease.watch().isOneOf(others);
        }
    }

    void ended(Lease lease) {
        Siblings others = open.get(lease.site());
        if (others != null && others.leases.remove(lease) && others.leases.isEmpty()) {
            open.remove(lease.site());
        }
    }
}
