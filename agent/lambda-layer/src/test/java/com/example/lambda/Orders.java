package com.example.lambda;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The pool that the handlers of this package share, and their ways with it. */
final class Orders {
    private static final HikariDataSource POOL = pool();

    private Orders() {}

    /** What the event asks for, which is echoed. */
    static String serve(String order) throws Exception {
        switch (order) {
            case "ask" -> ask();
            case "leave open" -> select(POOL.getConnection());
            case "own connection" -> withItsOwnConnection();
            case "own pool" -> withItsOwnPool();
            case "fail" -> throw new IllegalStateException("the handler was asked to fail");
            case "fail late" -> {
                ask();
                throw new IllegalStateException("the handler was asked to fail");
            }
            case "answer too much" -> {
                ask();
                return "x".repeat(7_000_000);
            }
            case "sleep" -> sleep();
            case "exit" -> System.exit(3);
            case "halt" -> Runtime.getRuntime().halt(4);
            default -> {}
        }
        return "did " + order;
    }

    static void ask() throws SQLException {
        try (Connection connection = POOL.getConnection()) {
            select(connection);
        }
    }

    /** Longer than any function's timeout, with a connection in hand. */
    private static void sleep() throws Exception {
        try (Connection connection = POOL.getConnection()) {
            select(connection);
            Thread.sleep(600_000);
        }
    }

    private static void withItsOwnConnection() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), user(), password())) {
            select(connection);
        }
    }

    private static void withItsOwnPool() throws SQLException {
        HikariDataSource own = pool();
        try (Connection connection = own.getConnection()) {
            select(connection);
        }
    }

    private static void select(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setUsername(user());
        config.setPassword(password());
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** {@code @instance} is the name of this process among all of the function. */
    private static String url() {
        String url = System.getenv().getOrDefault("DB_URL", "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
        String instance = System.getenv().getOrDefault("AWS_LAMBDA_LOG_STREAM_NAME", "");
        return url.replace("@instance", URLEncoder.encode(instance, StandardCharsets.UTF_8));
    }

    private static String user() {
        return System.getenv().getOrDefault("DB_USER", "sa");
    }

    private static String password() {
        return System.getenv().getOrDefault("DB_PASSWORD", "");
    }
}
