package io.connwake.benchmarks.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do the same batches together. */
record Crew(int threads, Batches batches) {
    /** @param cycle what each does, made on its own thread */
    List<Batches.Measured> run(Callable<Batches.Cycle> cycle) throws InterruptedException, ExecutionException {
        AtomicInteger arrivals = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Future<Batches.Measured>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(workers.submit(() -> batches.run(cycle.call(), arrivals, threads)));
        }
        workers.shutdown();
        List<Batches.Measured> measured = new ArrayList<>();
        for (Future<Batches.Measured> each : running) {
            measured.add(each.get());
        }
        return measured;
    }

    /** Nanoseconds of every batch of every thread, and the bytes that the threads allocated in them. */
    static String text(List<Batches.Measured> measured) {
        StringBuilder nanos = new StringBuilder("nanos=");
        long bytes = 0;
        for (Batches.Measured each : measured) {
            for (long batch : each.nanos()) {
                nanos.append(batch).append(',');
            }
            bytes += each.bytes();
        }
        return nanos + " bytes=" + bytes;
    }
}
