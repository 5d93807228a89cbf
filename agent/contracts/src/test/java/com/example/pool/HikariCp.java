package com.example.pool;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

public final class HikariCp implements PoolAdapter {
    static {
        // or it lends untested what was used within half a second
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    }

    @Override
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(target.name());
        pool.setJdbcUrl(target.url());
        pool.setUsername(target.user());
        pool.setPassword(target.password());
        pool.setMaximumPoolSize(limit);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(acquireTimeoutMillis);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }
}
