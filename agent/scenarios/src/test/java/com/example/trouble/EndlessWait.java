package com.example.trouble;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.dbcp2.BasicDataSource;

/** Waits for a connection without a timeout while a report has the only one; the corrected one has room for both, and
 * a timeout. */
public final class EndlessWait {
    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaxTotal(corrected ? 2 : 1);
            if (corrected) {
                pool.setMaxWait(Duration.ofSeconds(5));
            }
            CountDownLatch begun = new CountDownLatch(1);
            Thread report = new Thread(() -> report(pool, begun), "report");
            report.start();
            begun.await();
            try (Connection connection = pool.getConnection()) { // hangs here
                run(connection, "select 1");
            }
            report.join();
        }
    }

    private static void report(BasicDataSource pool, CountDownLatch begun) {
        try (Connection connection = pool.getConnection()) {
            begun.countDown();
            run(connection, "select pg_sleep(6)");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private EndlessWait() {}
}
