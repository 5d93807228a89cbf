package com.example.work;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * An account for each clerk, of whom each keeps to their own, so that all sums are known before; some bookings fail or
 * are taken back.
 */
final class Bank {
    private static final int KINDS = 4;

    private final DataSource pool;
    private final int clerks;

    Bank(DataSource pool, int clerks) {
        this.pool = pool;
        this.clerks = clerks;
    }

    void open() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE account (id INT PRIMARY KEY, balance BIGINT NOT NULL)");
            for (int i = 0; i < clerks; i++) {
                statement.execute("INSERT INTO account VALUES (" + i + ", 0)");
            }
        }
    }

    /** So many leases; what all of them answered, as one number. */
    long work(int clerk, int leases) throws SQLException {
        long answers = 1;
        for (int i = 0; i < leases; i++) {
            answers = 31 * answers + lease(clerk, i);
        }
        return answers;
    }

    long total() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT SUM(balance) FROM account")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void close() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE account");
        }
    }

    private long lease(int clerk, int number) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return switch (number % KINDS) {
                case 0 -> book(connection, clerk, number, true);
                case 1 -> balance(connection, clerk);
                case 2 -> book(connection, clerk, number, false);
                default -> mistake(connection);
            };
        }
    }

    private static long book(Connection connection, int clerk, int amount, boolean isMeant) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?")) {
            statement.setLong(1, amount);
            statement.setInt(2, clerk);
            int rows = statement.executeUpdate();
            if (isMeant) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return rows;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static long balance(Connection connection, int clerk) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT balance FROM account WHERE id = ?")) {
            statement.setInt(1, clerk);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** There is no such table. */
    private static long mistake(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1 FROM vault");
            return 0;
        } catch (SQLException expected) {
            return expected.getErrorCode();
        }
    }
}
