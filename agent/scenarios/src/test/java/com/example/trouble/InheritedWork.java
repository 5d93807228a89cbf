package com.example.trouble;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.tomcat.jdbc.pool.DataSource;

/**
 * One method forgets its commit, another one, which borrows the connection next, commits its own work; the corrected
 * one ends both.
 */
public final class InheritedWork {
    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        DataSource pool = new DataSource();
        pool.setName("orders");
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaxActive(1);
        pool.setInitialSize(1);
        createTable(pool);
        for (int i = 0; i < 3; i++) {
            place(pool, corrected);
            charge(pool);
        }
        new PatientWait().forFindings();
        pool.close();
    }

    private static void createTable(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists orders (id int)");
        }
    }

    private static void place(DataSource pool, boolean corrected) throws SQLException {
        try (Connection connection = pool.getConnection(); // leaves it to whoever comes next
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("insert into orders values (1)");
            if (corrected) {
                connection.rollback();
            }
        }
    }

    private static void charge(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("insert into orders values (2)");
            connection.commit();
        }
    }

    private InheritedWork() {}
}
