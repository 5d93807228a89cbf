package com.example.pool;

import javax.sql.DataSource;
import org.vibur.dbcp.ViburDBCPDataSource;

public final class Vibur implements PoolAdapter {
    @Override
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) {
        ViburDBCPDataSource pool = new ViburDBCPDataSource();
        pool.setName(target.name());
        pool.setJdbcUrl(target.url());
        pool.setUsername(target.user());
        pool.setPassword(target.password());
        pool.setPoolMaxSize(limit);
        pool.setPoolInitialSize(0);
        pool.setConnectionTimeoutInMs(acquireTimeoutMillis);
        pool.setConnectionIdleLimitInSeconds(0);
        pool.setAcquireRetryAttempts(0);
        pool.start();
        return pool;
    }
}
