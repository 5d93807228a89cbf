package com.example.orders;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Gives the connection back only when all went well. */
record ForgetfulOrders(DataSource pool) implements Orders {
    @Override
    public Answer place(Order order) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            long id = Orders.insert(connection, order);
            connection.close();
            return Answer.taken(id);
        } catch (SQLException refusal) {
            return Orders.refused(order, refusal);
        }
    }
}
