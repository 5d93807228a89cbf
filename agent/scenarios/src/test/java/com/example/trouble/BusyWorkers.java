package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Three workers serve one request after the other by one method, of which the faulty one forgets to close after a failure. */
public final class BusyWorkers {
    private static final int WORKERS = 3;
    private static final int REQUESTS = 60;
    private static final int FAILS = 5;

    private final DataSource pool;
    private final boolean isFaulty;

    private BusyWorkers(DataSource pool, boolean isFaulty) {
        this.pool = pool;
        this.isFaulty = isFaulty;
    }

    public static void main(String[] args) throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(4);
            pool.setConnectionTimeout(5_000);
            BusyWorkers program = new BusyWorkers(pool, args[0].equals("faulty"));
            ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                workers.execute(() -> program.serve(number));
            }
            workers.shutdown();
            if (!workers.awaitTermination(8, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        }
    }

    private void serve(int number) {
        try {
            if (isFaulty) {
                leak(number);
            } else {
                close(number);
            }
        } catch (SQLException failed) {
            System.out.println(failed.getMessage());
        }
    }

    private void leak(int number) throws SQLException {
        Connection connection = pool.getConnection(); // forgotten after a failure
        work(connection, number);
        connection.close();
    }

    private void close(int number) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            work(connection, number);
        }
    }

    private static void work(Connection connection, int number) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(number % FAILS == FAILS - 1 ? "select 1 from nowhere" : "select 1");
        }
    }
}
