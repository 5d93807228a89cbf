package com.example.orders;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Takes each order in a transaction of its own. */
record CommittedOrders(DataSource pool) implements Orders {
    @Override
    public Answer place(Order order) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            long id = Orders.insert(connection, order);
            connection.commit();
            return Answer.taken(id);
        }
    }
}
