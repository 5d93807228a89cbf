package io.connwake.benchmarks.program;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** Timed batches of cycles, for whose events the pause after each leaves time to be drained. */
record Batches(int cycles, int pauseMillis, int warmUp, int measured) {
    /** One cycle of work. */
    interface Cycle {
        void turn() throws SQLException;
    }

    /** What each measured batch of one thread took, and what all of them allocated. */
    record Measured(List<Long> nanos, long bytes) {}

    /** All threads enter each batch together. */
    Measured run(Cycle cycle, AtomicInteger arrivals, int threads) throws SQLException {
        ThreadMXBean allocations = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] nanos = new long[measured];
        long bytes = 0;
        for (int batch = 0; batch < warmUp + measured; batch++) {
            pause();
            gather(arrivals, (batch + 1) * threads);
            long startBytes = allocations.getCurrentThreadAllocatedBytes();
            long startNanos = System.nanoTime();
            turn(cycle);
            long tookNanos = System.nanoTime() - startNanos;
            if (batch >= warmUp) {
                nanos[batch - warmUp] = tookNanos;
                bytes += allocations.getCurrentThreadAllocatedBytes() - startBytes;
            }
        }
        return new Measured(LongStream.of(nanos).boxed().toList(), bytes);
    }

    private void turn(Cycle cycle) throws SQLException {
        for (int i = 0; i < cycles; i++) {
            cycle.turn();
        }
    }

    private void pause() {
        if (pauseMillis > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        }
    }

    private static void gather(AtomicInteger arrivals, int all) {
        arrivals.incrementAndGet();
        while (arrivals.get() < all) {
            Thread.onSpinWait();
        }
    }
}
