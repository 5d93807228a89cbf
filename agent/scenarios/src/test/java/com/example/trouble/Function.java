package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A handler that is called six times. Faulty it makes what it needs anew in each call: {@code pool} a pool,
 * {@code connection} a connection, {@code lease} leaves one open; corrected it has a pool from the start.
 */
public final class Function {
    private static final int CALLS = 6;

    private final String url;
    private final String user;
    private final String password;
    private final @Nullable HikariDataSource kept;

    private Function(String url, String user, String password, boolean keeps) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.kept = keeps ? pool() : null;
    }

    public static void main(String[] args) throws Exception {
        String fault = args[4];
        boolean corrected = args[0].equals("corrected");
        Function function = new Function(args[1], args[2], args[3], corrected || fault.equals("lease"));
        for (int i = 0; i < CALLS; i++) {
            if (corrected) {
                function.handle();
            } else {
                handleBadly(function, fault);
            }
        }
        new PatientWait().forFindings();
    }

    void handle() throws SQLException {
        HikariDataSource pool = kept;
        if (pool != null) {
            try (Connection connection = pool.getConnection()) {
                ask(connection);
            }
        }
    }

    static void handleBadly(Function function, String fault) throws SQLException {
        switch (fault) {
            case "pool" -> function.withItsOwnPool();
            case "connection" -> function.withItsOwnConnection();
            default -> function.leaveOpen();
        }
    }

    private void withItsOwnPool() throws SQLException {
        HikariDataSource own = pool();
        try (Connection connection = own.getConnection()) {
            ask(connection);
        }
    }

    private void withItsOwnConnection() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            ask(connection);
        }
    }

    private void leaveOpen() throws SQLException {
        if (kept != null) {
            ask(kept.getConnection());
        }
    }

    private HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(CALLS);
        pool.setMinimumIdle(1);
        return pool;
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }
}
