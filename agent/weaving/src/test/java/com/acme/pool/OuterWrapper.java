package com.acme.pool;

import java.sql.Connection;
import java.sql.SQLException;

/** Names nothing of JDBC but its wrapped connection; what it is says its grandparent. */
public abstract class OuterWrapper extends MiddleWrapper {
    public OuterWrapper(Connection wrapped) {
        super(wrapped);
    }

    @Override
    public void close() throws SQLException {
        super.close();
    }
}
