package com.acme.pool;

import java.sql.Connection;

/** Can be no data source, and no subclass of it either. */
public final class FinalMaker {
    public Connection getConnection() {
        return null;
    }
}
