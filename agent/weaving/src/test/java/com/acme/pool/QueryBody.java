package com.acme.pool;

import java.sql.ResultSet;

/** The body of a statement that its subclass will be. */
public class QueryBody {
    public ResultSet executeQuery() {
        return null;
    }
}
