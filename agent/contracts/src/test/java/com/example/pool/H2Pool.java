package com.example.pool;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

public final class H2Pool implements PoolAdapter {
    @Override
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(target.url(), target.user(), target.password());
        pool.setMaxConnections(limit);
        pool.setLoginTimeout(Math.max(1, acquireTimeoutMillis / 1_000));
        return pool;
    }

    @Override
    public void close(DataSource pool) {
        ((JdbcConnectionPool) pool).dispose();
    }
}
