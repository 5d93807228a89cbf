package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** Sends a mail while it holds a connection; the corrected one closes it before. */
public final class MailWithin {
    private static final int CLERKS = 3;
    private static final int MAILS = 5;
    private static final long MAIL_NANOS = 1_500_000_000L;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setPoolName("orders");
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(CLERKS);
            Thread[] clerks = new Thread[CLERKS];
            for (int i = 0; i < CLERKS; i++) {
                clerks[i] = new Thread(() -> serve(pool, corrected), "clerk-" + i);
                clerks[i].start();
            }
            for (Thread clerk : clerks) {
                clerk.join();
            }
        }
    }

    private static void serve(HikariDataSource pool, boolean corrected) {
        for (int i = 0; i < MAILS; i++) {
            try (Connection connection = pool.getConnection()) { // held here
                read(connection);
                if (!corrected) {
                    send();
                }
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            if (corrected) {
                send();
            }
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private static void send() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < MAIL_NANOS) {
            LockSupport.parkNanos(MAIL_NANOS / 10); // a slow mail server
        }
    }

    private MailWithin() {}
}
