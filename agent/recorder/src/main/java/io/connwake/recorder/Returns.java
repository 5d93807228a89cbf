package io.connwake.recorder;

import io.connwake.recorder.event.Site;
import org.jspecify.annotations.Nullable;

/** What a thread gave back last while it had other leases. The drain's alone. */
final class Returns {
    private static final int KEPT = 8;

    private final @Nullable Site[] sites = new Site[KEPT];
    private final long[] acquiredNanos = new long[KEPT];
    private int next;

    void add(Site site, long acquired) {
        sites[next] = site;
        acquiredNanos[next] = acquired;
        next = (next + 1) % KEPT;
    }

    /** Something that was acquired there later. */
    boolean hasLater(Site site, long acquired) {
        for (int i = 0; i < KEPT; i++) {
            if (site.isOfSameOwner(sites[i]) && acquiredNanos[i] - acquired > 0) {
                return true;
            }
        }
        return false;
    }
}
