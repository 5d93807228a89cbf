package com.example.functions;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** The database that the function's environment names. */
final class Server {
    private static final long PATIENCE_MILLIS = 3_000;

    private Server() {}

    static HikariDataSource pool(String name, int limit) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(setting("DB_URL"));
        pool.setUsername(setting("DB_USER"));
        pool.setPassword(setting("DB_PASSWORD"));
        pool.setMaximumPoolSize(limit);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(PATIENCE_MILLIS);
        return pool;
    }

    static String ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version()")) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set");
    }
}
