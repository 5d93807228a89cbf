package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalPropertiesReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** Switches auto-commit off, writes, and gives the connection back; the corrected one commits before. */
public final class UncommittedWork {
    private static final int ORDERS = 3;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        try (AutoCloseable pool = pool(args)) {
            DataSource source = (DataSource) pool;
            createTable(source);
            for (int i = 0; i < ORDERS; i++) {
                if (args[5].equals("returning")) {
                    placeAndNumber(source, corrected);
                } else {
                    place(source, corrected);
                }
                read(source);
            }
            new PatientWait().forFindings();
        }
    }

    private static AutoCloseable pool(String[] args) throws SQLException {
        if (args[4].equals("agroal")) {
            return AgroalDataSource.from(new AgroalPropertiesReader()
                    .readProperties(Map.of(
                            "jdbcUrl", args[1],
                            "principal", args[2],
                            "credential", args[3],
                            "maxSize", "2",
                            "acquisitionTimeout_s", "5"))
                    .get());
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("orders");
        pool.setJdbcUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaximumPoolSize(2);
        return pool;
    }

    private static void createTable(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists orders (id int, number serial)");
        }
    }

    private static void place(DataSource pool, boolean corrected) throws SQLException {
        try (Connection connection = pool.getConnection(); // and what becomes of its work?
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("insert into orders values (1)");
            if (corrected) {
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }

    /** What it writes it asks for rows. */
    private static void placeAndNumber(DataSource pool, boolean corrected) throws SQLException {
        try (Connection connection = pool.getConnection(); // and what becomes of its work?
                PreparedStatement insert =
                        connection.prepareStatement("insert into orders values (1) returning number")) {
            connection.setAutoCommit(false);
            insert.executeQuery().close();
            if (corrected) {
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Leaves a transaction open in which nothing was written, which is nobody's loss. */
    private static void read(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select * from orders");
        }
    }

    private UncommittedWork() {}
}
