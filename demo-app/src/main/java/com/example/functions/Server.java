package com.example.functions;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.apache.tomcat.jdbc.pool.DataSource;

/** The database that the function's environment names. */
final class Server {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int TEST_AGAIN_MILLIS = 500;

    private Server() {}

    static HikariDataSource pool(String name, int limit) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(url());
        pool.setUsername(user());
        pool.setPassword(password());
        pool.setMaximumPoolSize(limit);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(PATIENCE_MILLIS);
        return pool;
    }

    /** A pool of one. */
    static DataSource tomcat(String name, boolean tests) {
        DataSource pool = new DataSource();
        pool.setName(name);
        pool.setUrl(url());
        pool.setUsername(user());
        pool.setPassword(password());
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setInitialSize(0);
        pool.setMinIdle(0);
        pool.setMaxActive(1);
        pool.setMaxWait(PATIENCE_MILLIS);
        pool.setTestOnBorrow(tests);
        pool.setValidationInterval(TEST_AGAIN_MILLIS);
        return pool;
    }

    /** The number of the server's session. */
    static String ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    static String url() {
        return setting("DB_URL");
    }

    static String user() {
        return setting("DB_USER");
    }

    static String password() {
        return setting("DB_PASSWORD");
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set");
    }
}
