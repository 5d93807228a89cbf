package io.connwake.lambda;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Brings together what two threads hear of the same invocation, in whichever order: that Lambda gave it out, and that the
 * runtime is through with it. Every wait ends.
 */
final class Pairing {
    /** A runtime that has not begun by then is not followed: its hooks do not work. */
    private static final long UNHEARD_NANOS = 2_000_000_000L;

    private static final int MOST_UNHEARD = 3;
    private static final int MOST_KEPT = 64;
    private static final int NONE = 0;
    private static final int BEGUN = 1;
    private static final int OVER = 2;

    private final LongSupplier epochMillis;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> begun = new ArrayDeque<>();
    private final Deque<String> over = new ArrayDeque<>();
    private int unheard;
    private boolean closed;
    /** An invocation had begun, was never over, and yet this process has outlived it: ends are not heard. */
    private boolean deaf;

    Pairing(LongSupplier epochMillis) {
        this.epochMillis = epochMillis;
    }

    void began(String requestId) {
        lock.lock();
        try {
            unheard = 0;
            keep(begun, requestId);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void over(String requestId) {
        lock.lock();
        try {
            unheard = 0;
            deaf = false;
            begun.remove(requestId);
            keep(over, requestId);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The runtime asks for its next event: whatever it had begun is over. */
    void asksAgain() {
        lock.lock();
        try {
            deaf &= begun.isEmpty();
            for (String each = begun.poll(); each != null; each = begun.poll()) {
                keep(over, each);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody is heard of any more: nothing is awaited, now or later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** True once it is over; false if it is not by then, or if nobody here ever hears of it. */
    boolean awaitsEnd(String requestId, long untilEpochMillis) throws InterruptedException {
        lock.lock();
        try {
            long heardNanos = System.nanoTime() + (unheard < MOST_UNHEARD ? UNHEARD_NANOS : 0);
            while (!closed) {
                int state = over.remove(requestId) ? OVER : begun.contains(requestId) ? BEGUN : NONE;
                long left = TimeUnit.MILLISECONDS.toNanos(untilEpochMillis - epochMillis.getAsLong());
                if (state == NONE) {
                    left = Math.min(left, heardNanos - System.nanoTime());
                }
                if (state == OVER || left <= 0 || (state == BEGUN && deaf)) {
                    unheard = state == NONE ? unheard + 1 : 0;
                    deaf |= state == BEGUN;
                    return state == OVER;
                }
                changed.awaitNanos(left);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private static void keep(Deque<String> ids, String requestId) {
        if (ids.size() >= MOST_KEPT) {
            ids.poll();
        }
        ids.add(requestId);
    }
}
