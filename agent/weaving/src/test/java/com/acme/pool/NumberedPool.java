package com.acme.pool;

import java.io.Serializable;
import java.sql.Connection;
import javax.sql.DataSource;

public abstract class NumberedPool implements DataSource, Serializable {
    private static final long serialVersionUID = 7;

    @Override
    public Connection getConnection() {
        return null;
    }
}
