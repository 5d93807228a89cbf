package io.connwake.benchmarks.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Threads that do cycles as fast as they go, for some seconds to warm up and for as many that count. */
record Throng(int threads, int seconds) {
    /**
     * Cycles a second of all, and how long each took.
     *
     * @param cycle what each does, made on its own thread
     */
    String run(Callable<Batches.Cycle> cycle) throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        long fromNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long untilNanos = fromNanos + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<long[]>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(workers.submit(() -> tookNanos(cycle.call(), fromNanos, untilNanos)));
        }
        workers.shutdown();
        LongStream all = LongStream.empty();
        for (Future<long[]> each : running) {
            all = LongStream.concat(all, LongStream.of(each.get()));
        }
        Latencies latencies = Latencies.of(all.toArray());
        return "rate=" + latencies.count() / seconds + " " + latencies.text();
    }

    private static long[] tookNanos(Batches.Cycle cycle, long fromNanos, long untilNanos) throws Exception {
        long[] took = new long[100_000];
        int count = 0;
        for (long now = System.nanoTime(); now < untilNanos; ) {
            cycle.turn();
            long after = System.nanoTime();
            if (now >= fromNanos) {
                took = count < took.length ? took : Arrays.copyOf(took, 2 * count);
                took[count++] = after - now;
            }
            now = after;
        }
        return Arrays.copyOf(took, count);
    }
}
