package com.example.pool;

import javax.sql.DataSource;

public final class TomcatJdbc implements PoolAdapter {
    @Override
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setName(target.name());
        pool.setUrl(target.url());
        pool.setUsername(target.user());
        pool.setPassword(target.password());
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setMaxActive(limit);
        pool.setInitialSize(0);
        pool.setMinIdle(0);
        pool.setMaxWait(acquireTimeoutMillis);
        pool.setTestOnBorrow(true);
        pool.setValidationInterval(0);
        return pool;
    }

    @Override
    public void close(DataSource pool) {
        ((org.apache.tomcat.jdbc.pool.DataSource) pool).close(true);
    }
}
