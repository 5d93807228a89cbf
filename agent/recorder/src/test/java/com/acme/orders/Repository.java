package com.acme.orders;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

final class Repository implements AutoCloseable {
    private final Connection connection;

    Repository(DataSource source) throws SQLException {
        connection = source.getConnection();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
