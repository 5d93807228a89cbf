package io.connwake.recorder;

import io.connwake.recorder.event.ThreadRef;
import java.lang.ref.WeakReference;

/** A thread as a lease remembers it: by name and number, and weakly itself, to look at its stack. */
final class Holder extends WeakReference<Thread> {
    final ThreadRef ref;
    /** The upper half of the ids of its leases. */
    final long leaseBase;

    private volatile boolean failed;
    private volatile long failedNanos;

    @SuppressWarnings("deprecation") // getId: threadId came with 19
    Holder(Thread thread, int number) {
        super(thread);
        leaseBase = (long) number << 32;
        ref = new ThreadRef(thread.getId(), thread.getName());
    }

    /** A hook failed on this thread: what it began or ended may have gone unseen. */
    void fails() {
        failedNanos = Clock.nanos();
        failed = true;
    }

    boolean hasFailedSince(long nanos) {
        return failed && failedNanos - nanos >= 0;
    }

    boolean isDead() {
        Thread thread = get();
        return thread == null || !thread.isAlive();
    }
}
