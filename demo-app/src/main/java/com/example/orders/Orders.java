package com.example.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Takes orders; fails only where no connection can be had or given back. */
interface Orders {
    Answer place(Order order) throws SQLException;

    /** The number of the order; the database refuses one for an item that it doesn't know. */
    static long insert(Connection connection, Order order) throws SQLException {
        String sql = "insert into orders (item, quantity) values (?, ?) returning id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, order.item());
            statement.setInt(2, order.quantity());
            try (ResultSet id = statement.executeQuery()) {
                id.next();
                return id.getLong(1);
            }
        }
    }
}
