package com.example.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A pool of two connections: eight are borrowed and given back, one of them after an error, and a ninth is kept. */
public final class Orders implements AutoCloseable {
    private static final int CODE = 3;

    private final HikariDataSource pool;
    private final List<Connection> kept = new ArrayList<>();

    public Orders(String url) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("orders");
        settings.setDriverClassName("org.h2.Driver");
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(2);
        pool = new HikariDataSource(settings);
    }

    public static void main(String[] args) throws SQLException, IOException {
        try (Orders orders = new Orders(args[0])) {
            orders.begin();
            orders.end();
            awaitEnd();
        }
        exit();
    }

    /** Until it is told to end. */
    static void awaitEnd() throws IOException {
        System.in.readAllBytes();
    }

    static void exit() {
        System.exit(CODE);
    }

    /** Five leases. */
    public void begin() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table orders (id int primary key)");
        }
        for (int id = 1; id <= 4; id++) {
            place(id);
        }
    }

    /** Four more. */
    public void end() throws SQLException {
        fail();
        keep();
        place(5);
        count();
    }

    private void place(int id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("insert into orders values (?)")) {
            statement.setInt(1, id);
            System.out.println("order " + id + ": " + statement.executeUpdate());
        }
    }

    private void fail() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("select id from nowhere");
        } catch (SQLException refused) {
            System.out.println("refused: " + refused.getClass().getName() + ' ' + refused.getSQLState());
        }
    }

    private void keep() throws SQLException {
        Connection connection = pool.getConnection();
        try (Statement statement = connection.createStatement()) {
            System.out.println("kept: " + statement.execute("select 1"));
        }
        kept.add(connection);
    }

    private void count() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from orders")) {
            rows.next();
            System.out.println("orders: " + rows.getInt(1));
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
