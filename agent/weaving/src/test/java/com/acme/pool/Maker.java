package com.acme.pool;

import java.sql.Connection;

/** Holds the body of a data source's method without being one. */
public class Maker {
    public Connection getConnection() {
        return null;
    }
}
