package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The open leases without a pool, by where they were acquired. A connection that is opened there tells something of the earlier
 * ones to the same database: whoever keeps one for later use would not need another.
 */
final class Unpooled {
    private static final int MOST_SITES = 1_024;
    private static final int MOST_OF_SITE = 1_024;

    private final Map<Site, Set<Lease>> open = new HashMap<>();

    void began(Lease lease) {
        Site site = lease.site();
        ThreadRef thread = lease.thread();
        if (site == null || thread == null) {
            return;
        }
        Set<Lease> others = open.get(site);
        if (others == null) {
            if (open.size() == MOST_SITES) {
                return;
            }
            others = new LinkedHashSet<>();
            open.put(site, others);
        }
        for (Lease each : others) {
            if (Objects.equals(each.peer(), lease.peer())) {
                each.watch().followed(lease.startNanos(), thread.equals(each.thread()));
            }
        }
        if (others.size() < MOST_OF_SITE) {
            others.add(lease);
        }
    }

    void ended(Lease lease) {
        Set<Lease> others = open.get(lease.site());
        if (others != null && others.remove(lease) && others.isEmpty()) {
            open.remove(lease.site());
        }
    }
}
