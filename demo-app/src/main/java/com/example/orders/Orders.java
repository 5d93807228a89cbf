package com.example.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Takes orders; fails where the database does. */
interface Orders {
    /** Of the foreign key. */
    String UNKNOWN_ITEM = "23503";

    Answer place(Order order) throws SQLException;

    /** For an item that the database doesn't know; whatever else it says is passed on. */
    static Answer refused(Order order, SQLException said) throws SQLException {
        if (UNKNOWN_ITEM.equals(said.getSQLState())) {
            return Answer.refused(order);
        }
        throw said;
    }

    /** As when the configuration has changed. */
    default Answer reload() throws SQLException {
        return new Answer(404, "there is nothing to reload");
    }

    /** The number of the order; the database refuses one for an item that it doesn't know. */
    static long insert(Connection connection, Order order) throws SQLException {
        String sql = "insert into orders (item, quantity) values (?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {"id"})) {
            statement.setString(1, order.item());
            statement.setInt(2, order.quantity());
            statement.executeUpdate();
            try (ResultSet id = statement.getGeneratedKeys()) {
                id.next();
                return id.getLong(1);
            }
        }
    }
}
