package io.connwake.recorder;

import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A thread as a lease remembers it: by name and number, and weakly itself, to look at its stack. */
final class Holder extends WeakReference<Thread> {
    final ThreadRef ref;
    /** The upper half of the ids of its leases. */
    final long leaseBase;

    /** Of its leases so many are open, as the drain knows. */
    private int open;

    /** The lease that it acquired last, of those that the drain knows. */
    private long lastDrained;

    private @Nullable Returns returns;

    /** Where it was refused a connection last; its own writes, a hint for others. */
    private volatile @Nullable Site refusedAt;

    private volatile long refusedNanos;
    private volatile boolean failed;
    private volatile long failedNanos;

    @SuppressWarnings("deprecation") // getId: threadId came with 19
    Holder(Thread thread, int number) {
        super(thread);
        leaseBase = (long) number << 32;
        ref = new ThreadRef(thread.getId(), told(thread));
    }

    /** Pools name threads after themselves, and may be named by a URL. */
    static String told(Thread thread) {
        String name = thread.getName();
        return JdbcUrl.isWithin(name) ? "-" : name;
    }

    /** On the drain, which hears of a lease for the first time. */
    void drained(long leaseId) {
        lastDrained = leaseId;
    }

    long lastDrained() {
        return lastDrained;
    }

    /** On the drain. */
    void begins() {
        open++;
    }

    /** On the drain. */
    void ends(Lease lease) {
        open--;
        if (open > 0 && lease.site != null && lease.isReleased()) {
            Returns known = returns == null ? new Returns() : returns;
            known.add(lease.site, lease.acquiredNanos);
            returns = known;
        }
    }

    /** Whether it acquired where that lease was acquired once more, and gave that back. */
    boolean hasReturnedAnother(Lease lease) {
        return returns != null && lease.site != null && returns.hasLater(lease.site, lease.acquiredNanos);
    }

    void refused(@Nullable Site at, long nanos) {
        refusedNanos = nanos;
        refusedAt = at;
    }

    /** Whether it was refused one there since then: an exception left that call. */
    boolean wasRefused(Site at, long sinceNanos) {
        return at.isOfSameOwner(refusedAt) && refusedNanos - sinceNanos > 0;
    }

    /** A hook failed on this thread: what it began or ended may have gone unseen. */
    void fails() {
        failedNanos = Clock.nanos();
        failed = true;
    }

    boolean hasFailedSince(long nanos) {
        return failed && failedNanos - nanos >= 0;
    }

    /** Neither waiting for anything nor asleep, as far as the JVM knows. */
    boolean isRunning() {
        Thread thread = get();
        return thread != null && thread.getState() == Thread.State.RUNNABLE;
    }

    boolean isDead() {
        Thread thread = get();
        return thread == null || !thread.isAlive();
    }
}
