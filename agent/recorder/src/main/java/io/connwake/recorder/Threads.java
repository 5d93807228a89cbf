package io.connwake.recorder;

import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The trace of each thread; those of platform threads are listed for the sweep until the thread has ended. */
final class Threads {
    private static final int MOST_LISTED = 100_000;
    private static final long MOMENT_NANOS = 10_000_000L;

    @SuppressWarnings("ThreadLocalUsage") // one recorder in a process
    private final ThreadLocal<ThreadTrace> traces = new ThreadLocal<>();

    private final ConcurrentLinkedQueue<ThreadTrace> platform = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger listed = new AtomicInteger();

    /** When it was counted last, by whomever, and what came of it; a race costs one more count. */
    private volatile long countedNanos = Clock.nanos() - MOMENT_NANOS;

    private volatile boolean wasBusy;
    /** As the last sweep saw those that are not listed. */
    private volatile boolean isVirtualBusy;

    ThreadTrace current() {
        ThreadTrace trace = traces.get();
        return trace == null ? first() : trace;
    }

    /** Only on the drain; leaves out and forgets the dead. */
    Iterator<ThreadTrace> living() {
        Iterator<ThreadTrace> each = platform.iterator();
        while (each.hasNext()) {
            if (each.next().holder.isDead()) {
                each.remove();
                listed.decrementAndGet();
            }
        }
        return platform.iterator();
    }

    /** How many threads are opening or testing a connection, as far as that can be seen from another one. */
    int inFlight() {
        int count = 0;
        for (ThreadTrace each : platform) {
            count += each.frames.isOpeningOrTesting() ? 1 : 0;
        }
        return count;
    }

    /** Whether there is such a thread, or was a moment ago: of a storm of failures not each counts all threads. */
    boolean areBusy(long nowNanos) {
        if (nowNanos - countedNanos >= MOMENT_NANOS) {
            wasBusy = inFlight() > 0;
            countedNanos = nowNanos;
        }
        return wasBusy || isVirtualBusy;
    }

    /** On the drain, which alone knows the virtual ones that wait. */
    void virtualAreBusy(boolean busy) {
        isVirtualBusy = busy;
    }

    /** Null for a virtual thread, or one that has ended. */
    @Nullable
    ThreadTrace numbered(int number) {
        for (ThreadTrace each : platform) {
            if (each.number == number) {
                return each;
            }
        }
        return null;
    }

    private ThreadTrace first() {
        ThreadTrace trace = new ThreadTrace(Thread.currentThread(), numbers.incrementAndGet());
        traces.set(trace);
        if (!trace.virtual && listed.incrementAndGet() <= MOST_LISTED) {
            platform.add(trace);
        }
        return trace;
    }
}
