package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Site;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts per acquiring line; lines beyond the bound are counted as one. */
public final class Sites {
    private static final int MOST = 1_024;

    private final IdentityHashMap<Site, SiteCounts> bySite = new IdentityHashMap<>();
    private final Map<String, SiteCounts> byLine = new HashMap<>();
    private final SiteCounts unknown = new SiteCounts(SiteCounts.UNKNOWN);

    public SiteCounts of(@Nullable Site site) {
        if (site == null) {
            return unknown;
        }
        SiteCounts known = bySite.get(site);
        if (known == null) {
            known = byLine(site.line().toString());
            if (bySite.size() < MOST) {
                bySite.put(site, known);
            }
        }
        return known;
    }

    private SiteCounts byLine(String line) {
        SiteCounts known = byLine.get(line);
        if (known != null) {
            return known;
        }
        if (byLine.size() == MOST) {
            return unknown;
        }
        SiteCounts counts = new SiteCounts(line);
        byLine.put(line, counts);
        return counts;
    }
}
