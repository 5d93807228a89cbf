package io.connwake.benchmarks.program;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A pool that is open while nothing happens, until a byte arrives on stdin; then a thousand leases a second, until the
 * next byte.
 */
public final class Held {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Held() {}

    public static void main(String[] args) throws SQLException, IOException {
        try (HikariDataSource pool = Pool.open(2)) {
            Pool.query(pool);
            System.out.println("idle");
            System.in.read();
            System.out.println("busy");
            long leases = load(pool);
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            System.out.println("leases=" + leases + " heap=" + (runtime.totalMemory() - runtime.freeMemory()));
        }
    }

    private static long load(HikariDataSource pool) throws SQLException, IOException {
        long leases = 0;
        long dueNanos = System.nanoTime();
        while (System.in.available() == 0) {
            Pool.query(pool);
            leases++;
            dueNanos += PERIOD_NANOS;
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
        return leases;
    }
}
