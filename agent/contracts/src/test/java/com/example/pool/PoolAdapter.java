package com.example.pool;

import javax.sql.DataSource;

/** How an application makes and ends a pool of one library; each implementation has a constructor without parameters. */
public interface PoolAdapter {
    /** A pool that has no idle connections of its own accord, and tests a connection before it lends it. */
    DataSource open(Target target, int limit, int acquireTimeoutMillis) throws Exception;

    default void close(DataSource pool) throws Exception {
        ((AutoCloseable) pool).close();
    }
}
