package com.acme.pools;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** A queue of connections; what is around a lent one is told to it. */
public final class QueuePool extends NoSource implements DataSource {
    private final Stock stock;
    private final BiFunction<Connection, Stock, Connection> handles;

    public QueuePool(Stock stock, BiFunction<Connection, Stock, Connection> handles) {
        this.stock = stock;
        this.handles = handles;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return handles.apply(stock.take(), stock);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }
}
