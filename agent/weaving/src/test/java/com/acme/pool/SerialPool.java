package com.acme.pool;

import java.io.Serializable;
import java.sql.Connection;
import javax.sql.DataSource;

/** Its serial version is computed from its shape. */
@SuppressWarnings("serial")
public abstract class SerialPool implements DataSource, Serializable {
    private String url;

    @Override
    public Connection getConnection() {
        return null;
    }

    public String url() {
        return url;
    }
}
