package com.example.pool;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import javax.sql.DataSource;

public final class C3p0 implements PoolAdapter {
    @Override
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) {
        ComboPooledDataSource pool = new ComboPooledDataSource();
        pool.setDataSourceName(target.name());
        pool.setJdbcUrl(target.url());
        pool.setUser(target.user());
        pool.setPassword(target.password());
        pool.setMaxPoolSize(limit);
        pool.setInitialPoolSize(0);
        pool.setMinPoolSize(0);
        pool.setAcquireIncrement(1);
        pool.setAcquireRetryAttempts(1);
        pool.setCheckoutTimeout(acquireTimeoutMillis);
        pool.setTestConnectionOnCheckout(true);
        return pool;
    }

    @Override
    public void close(DataSource pool) {
        ((ComboPooledDataSource) pool).close();
    }
}
