package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CyclicBarrier;

/** Writes its audit on a second connection while it holds one, in as many threads as there are connections; the corrected
 * one writes it on the one it has. */
public final class AuditWithin {
    private static final int CLERKS = 4;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setPoolName("orders");
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(CLERKS);
            pool.setConnectionTimeout(2_000);
            CyclicBarrier allHaveOne = new CyclicBarrier(CLERKS);
            Thread[] clerks = new Thread[CLERKS];
            for (int i = 0; i < CLERKS; i++) {
                clerks[i] = new Thread(() -> serve(pool, allHaveOne, corrected), "clerk-" + i);
                clerks[i].start();
            }
            for (Thread clerk : clerks) {
                clerk.join();
            }
            new PatientWait().forFindings();
        }
    }

    private static void serve(HikariDataSource pool, CyclicBarrier allHaveOne, boolean corrected) {
        try (Connection connection = pool.getConnection()) {
            run(connection);
            allHaveOne.await();
            if (corrected) {
                run(connection);
            } else {
                audit(pool);
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void audit(HikariDataSource pool) {
        try (Connection second = pool.getConnection()) { // nested here
            run(second);
        } catch (SQLException inVain) {
            // the audit is lost
        }
    }

    private static void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private AuditWithin() {}
}
