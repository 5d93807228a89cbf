package com.example.pool;

import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

public final class CommonsDbcp2 implements PoolAdapter {
    @Override
    @SuppressWarnings("deprecation") // the oldest version knows no other
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(target.url());
        pool.setUsername(target.user());
        pool.setPassword(target.password());
        pool.setMaxTotal(limit);
        pool.setMaxWaitMillis(acquireTimeoutMillis);
        return pool;
    }
}
