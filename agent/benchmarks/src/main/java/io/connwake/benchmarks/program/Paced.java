package io.connwake.benchmarks.program;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Leases with a query of H2 at a steady rate, some every five milliseconds, for each wake-up costs more than they do:
 * so many that what takes part is compiled, then from the word {@code busy} on such as count, until a byte arrives on
 * stdin.
 *
 * <p>Arguments: leases every five milliseconds, leases at full speed beforehand, seconds at the rate beforehand.
 */
public final class Paced {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int MOST = 1_000_000;

    private final Batches.Cycle cycle;
    private final int leasesAtOnce;
    private final long[] tookNanos = new long[MOST];
    private int leases;
    private long dueNanos;

    private Paced(Batches.Cycle cycle, int leasesAtOnce) {
        this.cycle = cycle;
        this.leasesAtOnce = leasesAtOnce;
    }

    public static void main(String[] args) throws SQLException, IOException {
        try (HikariDataSource pool = Pool.open(2)) {
            Batches.Cycle cycle = new InUnits(() -> Pool.query(pool));
            for (int i = Integer.parseInt(args[1]); i > 0; i--) {
                cycle.turn();
            }
            Paced paced = new Paced(cycle, Integer.parseInt(args[0]));
            paced.run(TimeUnit.SECONDS.toNanos(Long.parseLong(args[2])));
            paced.leases = 0;
            long beganNanos = System.nanoTime();
            System.out.println("busy");
            paced.run(Long.MAX_VALUE);
            long lastedNanos = System.nanoTime() - beganNanos;
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            Latencies latencies = Latencies.of(Arrays.copyOf(paced.tookNanos, paced.leases));
            System.out.println("leases=" + paced.leases + " nanos=" + lastedNanos + " heap="
                    + (runtime.totalMemory() - runtime.freeMemory()) + " " + latencies.text());
        }
    }

    private void run(long atMostNanos) throws SQLException, IOException {
        long beganNanos = System.nanoTime();
        dueNanos = beganNanos;
        while (System.nanoTime() - beganNanos < atMostNanos
                && System.in.available() == 0
                && leases < MOST - leasesAtOnce) {
            for (int i = 0; i < leasesAtOnce; i++) {
                long startNanos = System.nanoTime();
                cycle.turn();
                tookNanos[leases++] = System.nanoTime() - startNanos;
            }
            dueNanos += PERIOD_NANOS;
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
    }
}
