package io.connwake.benchmarks.program;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Batches of one kind of work on one or more threads, each batch timed, with a pause after it or none. The last line
 * holds nanoseconds of every measured batch of every thread, and the bytes that the threads allocated in them.
 *
 * <p>Arguments: work, threads, cycles a batch, pause in ms, batches for warming up, batches measured.
 */
public final class Cycles {
    private Cycles() {}

    public static void main(String[] args) throws SQLException, InterruptedException, ExecutionException {
        Work work = Work.valueOf(args[0]);
        int threads = Integer.parseInt(args[1]);
        Batches batches = new Batches(
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]));
        try (HikariDataSource pool = Pool.open(threads)) {
            work.prepare();
            AtomicInteger arrivals = new AtomicInteger();
            ExecutorService workers = Executors.newFixedThreadPool(threads);
            List<Future<Batches.Measured>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(workers.submit(() -> batches.run(work.on(pool), arrivals, threads)));
            }
            workers.shutdown();
            print(running);
        }
    }

    private static void print(List<Future<Batches.Measured>> running) throws InterruptedException, ExecutionException {
        StringBuilder nanos = new StringBuilder("nanos=");
        long bytes = 0;
        for (Future<Batches.Measured> each : running) {
            for (long batch : each.get().nanos()) {
                nanos.append(batch).append(',');
            }
            bytes += each.get().bytes();
        }
        System.out.println(nanos + " bytes=" + bytes);
    }
}
