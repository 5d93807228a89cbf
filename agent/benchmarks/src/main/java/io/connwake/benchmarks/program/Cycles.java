package io.connwake.benchmarks.program;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.ExecutionException;

/**
 * Batches of one kind of work on one or more threads, each batch timed, with a pause after it or none. The last line
 * holds nanoseconds of every measured batch of every thread, and the bytes that the threads allocated in them.
 *
 * <p>Arguments: work, threads, cycles a batch, pause in ms, batches for warming up, batches measured.
 */
public final class Cycles {
    private Cycles() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Work work = Work.valueOf(args[0]);
        int threads = Integer.parseInt(args[1]);
        Batches batches = new Batches(
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]));
        try (HikariDataSource pool = Pool.open(threads)) {
            work.prepare();
            System.out.println(Crew.text(new Crew(threads, batches).run(() -> work.on(pool))));
        }
    }
}
