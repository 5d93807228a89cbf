package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Borrows from a pool of {@code POOL_SIZE} connections, all of which are kept: {@code "ask"} gives back within the event,
 * {@code "go on"} leaves that to a thread that goes on for half a second, {@code "wait"} waits for that thread,
 * {@code "keep"} never gives back.
 */
public final class PooledOrders implements RequestHandler<String, String> {
    private static final int GOES_ON_MILLIS = 500;

    private final HikariDataSource pool = pool();

    @Override
    public String handleRequest(String order, Context context) {
        try {
            switch (order) {
                case "ask" -> ask();
                case "go on" -> goOn();
                case "wait" -> goOn().join();
                case "keep" -> select(pool.getConnection());
                default -> throw new IllegalArgumentException(order);
            }
            return "did " + order;
        } catch (SQLException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void ask() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            select(connection);
        }
    }

    private Thread goOn() throws SQLException {
        Connection connection = pool.getConnection();
        Thread thread = new Thread(() -> finish(connection), "goes-on");
        thread.start();
        return thread;
    }

    private static void finish(Connection connection) {
        try (connection) {
            select(connection);
            Thread.sleep(GOES_ON_MILLIS);
            select(connection);
        } catch (SQLException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void select(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getenv("DB_URL"));
        config.setUsername(System.getenv("DB_USER"));
        config.setPassword(System.getenv("DB_PASSWORD"));
        config.setMaximumPoolSize(Integer.parseInt(System.getenv("POOL_SIZE")));
        return new HikariDataSource(config);
    }
}
