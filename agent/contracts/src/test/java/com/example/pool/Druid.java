package com.example.pool;

import com.alibaba.druid.pool.DruidDataSource;
import javax.sql.DataSource;

public final class Druid implements PoolAdapter {
    @Override
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) {
        DruidDataSource pool = new DruidDataSource();
        pool.setName(target.name());
        pool.setUrl(target.url());
        pool.setUsername(target.user());
        pool.setPassword(target.password());
        pool.setMaxActive(limit);
        pool.setMaxWait(acquireTimeoutMillis);
        pool.setTestOnBorrow(true);
        pool.setValidationQuery("SELECT 1");
        return pool;
    }

    @Override
    public void close(DataSource pool) {
        ((DruidDataSource) pool).close();
    }
}
