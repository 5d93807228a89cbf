package io.connwake.recorder;

import java.util.HashSet;
import java.util.Set;

/**
 * The leases that are used by calls of a driver which nothing is hooked in: {@code COPY}, waiting for notifications, reading a
 * result. Who was once found in one does not prove by a later look that it uses the connection no more.
 */
final class UnseenWork {
    private final Threads threads;
    private final Set<Lease> found = new HashSet<>();

    UnseenWork(Threads threads) {
        this.threads = threads;
    }

    /** Whether the thread that acquired it was ever found so; with another lease of its own that may be at work instead. */
    boolean isOn(Lease lease, boolean inDriver, ById<Lease> open) {
        if (found.contains(lease)) {
            return true;
        }
        return inDriver && !isSeen(lease.holder) && isOnlyOne(lease, open) && found.add(lease);
    }

    void forget(Lease lease) {
        if (!found.isEmpty()) {
            found.remove(lease);
        }
    }

    /** By the hook of a call that it is in; of a virtual thread nobody knows. */
    private boolean isSeen(Holder holder) {
        ThreadTrace thread = threads.numbered((int) (holder.leaseBase >>> 32));
        return thread == null || thread.inDriver || thread.acquireDepth > 0 || thread.connectDepth > 0;
    }

    private static boolean isOnlyOne(Lease lease, ById<Lease> open) {
        for (Lease each : open.all()) {
            boolean isItsOwn = each.holder == lease.holder || each.user() == lease.holder;
            if (each != lease && isItsOwn) {
                return false;
            }
        }
        return true;
    }
}
