package io.connwake.recorder;

import io.connwake.recorder.event.StillOpen;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The leases that are used by calls of a driver which nothing is hooked in: {@code COPY}, waiting for notifications, reading a
 * result. Who was once found in one does not prove by a later look that it uses the connection no more.
 */
final class UnseenWork {
    private final Threads threads;
    private final PassingMethods passing;
    private final Set<Lease> found = new HashSet<>();

    UnseenWork(Threads threads, PassingMethods passing) {
        this.threads = threads;
        this.passing = passing;
    }

    /** One look at the thread that acquired it, which is at work on it where it was ever found so. */
    HolderStack look(Lease lease, ById<Lease> open) {
        boolean isKnown = found.contains(lease);
        long before = isKnown ? 0 : unseenWith(lease.holder);
        HolderStack stack = HolderStack.of(lease, passing);
        if (stack.state != StillOpen.Holder.GONE) {
            return stack;
        }
        if (!isKnown && stack.inDriver && before != 0 && before == unseenWith(lease.holder) && isOnlyOne(lease, open)) {
            isKnown = found.add(lease);
        }
        if (isKnown) {
            return stack.atWork();
        }
        return stack.mayGoOn() && !hasAlike(lease, open) ? stack.returned() : stack;
    }

    /** Whether its thread has another of that line, by the same calls: who goes on knows of one of them at most. */
    private static boolean hasAlike(Lease lease, ById<Lease> open) {
        for (Lease each : open.all()) {
            if (each != lease && each.holder == lease.holder && Objects.equals(each.site, lease.site)) {
                return true;
            }
        }
        return false;
    }

    void forget(Lease lease) {
        if (!found.isEmpty()) {
            found.remove(lease);
        }
    }

    /**
     * The lease that the thread acquired last, where that is one that the drain knows, and the thread is in no hooked call; else
     * 0. Nobody knows it of a virtual thread.
     */
    private long unseenWith(Holder holder) {
        ThreadTrace thread = threads.numbered((int) (holder.leaseBase >>> 32));
        if (thread == null || thread.inDriver || thread.acquireDepth > 0 || thread.connectDepth > 0) {
            return 0;
        }
        long last = holder.leaseBase | (thread.lentNumber & 0xFFFF_FFFFL);
        return last == holder.lastDrained() ? last : 0;
    }

    /** With another lease of its own it may be at work on that one instead. */
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
