package com.acme.pool;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection that wraps another. */
public abstract class Wrapper implements Connection {
    private final Connection wrapped;

    public Wrapper(Connection wrapped) {
        this.wrapped = wrapped;
    }

    @Override
    public void close() throws SQLException {
        wrapped.close();
    }
}
