package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** Twelve threads keep four connections at work; the corrected one has a connection for each. */
public final class CrowdedPool {
    private static final int CLERKS = 12;
    private static final int FEW = 4;
    private static final long NANOS = 16_000_000_000L;
    private static final long THINK_NANOS = 5_000_000L;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setPoolName("orders");
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(corrected ? CLERKS : FEW);
            long end = System.nanoTime() + NANOS;
            Thread[] clerks = new Thread[CLERKS];
            for (int i = 0; i < CLERKS; i++) {
                clerks[i] = new Thread(() -> serve(pool, end), "clerk-" + i);
                clerks[i].start();
            }
            for (Thread clerk : clerks) {
                clerk.join();
            }
        }
    }

    private static void serve(HikariDataSource pool, long end) {
        while (System.nanoTime() < end) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_sleep(0.02)");
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            LockSupport.parkNanos(THINK_NANOS);
        }
    }

    private CrowdedPool() {}
}
