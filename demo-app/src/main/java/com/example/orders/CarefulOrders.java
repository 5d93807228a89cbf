package com.example.orders;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Gives the connection back whatever happens. */
record CarefulOrders(DataSource pool) implements Orders {
    @Override
    public Answer place(Order order) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return answer(connection, order);
        }
    }

    private static Answer answer(Connection connection, Order order) throws SQLException {
        try {
            return Answer.taken(Orders.insert(connection, order));
        } catch (SQLException refusal) {
            return Orders.refused(order, refusal);
        }
    }
}
