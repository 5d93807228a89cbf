package com.example.orders;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Takes orders in a transaction that it never commits: the pool takes them back. */
record UncommittedOrders(DataSource pool) implements Orders {
    @Override
    public Answer place(Order order) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            return Answer.taken(Orders.insert(connection, order));
        }
    }
}
