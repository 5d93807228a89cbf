package io.connwake.pipeline.spans;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Attributes;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.Site;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** What the spans of many leases have in common, made once: where they lead, for the last of them, and their lines. */
final class Shared {
    private static final int MOST_SITES = 1_024;

    private final IdentityHashMap<Site, Attributes> sites = new IdentityHashMap<>();
    private @Nullable Attributes where;
    private @Nullable Peer peer;
    private @Nullable Pool pool;
    private String poolName = "";

    Attributes where(@Nullable Peer ofLease, @Nullable Pool lent) {
        Attributes known = where;
        boolean isSame =
                ofLease == peer && lent == pool && (lent == null || lent.name().equals(poolName));
        if (known == null || !isSame) {
            Attributes.Builder attributes = Attributes.builder();
            Common.where(attributes, ofLease, lent);
            known = attributes.build();
            where = known;
            peer = ofLease;
            pool = lent;
            poolName = lent == null ? "" : lent.name();
        }
        return known;
    }

    Attributes site(@Nullable Site site) {
        Attributes known = site == null ? Attributes.NONE : sites.get(site);
        if (known == null) {
            Attributes.Builder attributes = Attributes.builder();
            Common.site(attributes, site);
            known = attributes.build();
            if (sites.size() < MOST_SITES) {
                sites.put(site, known);
            }
        }
        return known;
    }
}
