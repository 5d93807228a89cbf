package com.example.pool;

import java.sql.SQLException;
import javax.sql.DataSource;
import oracle.ucp.UniversalConnectionPoolException;
import oracle.ucp.admin.UniversalConnectionPoolManagerImpl;
import oracle.ucp.jdbc.PoolDataSource;
import oracle.ucp.jdbc.PoolDataSourceFactory;

public final class OracleUcp implements PoolAdapter {
    @Override
    @SuppressWarnings("deprecation") // the oldest version knows no other
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) throws SQLException {
        PoolDataSource pool = PoolDataSourceFactory.getPoolDataSource();
        pool.setConnectionPoolName(target.name());
        pool.setConnectionFactoryClassName("org.postgresql.Driver");
        pool.setURL(target.url());
        pool.setUser(target.user());
        pool.setPassword(target.password());
        pool.setMaxPoolSize(limit);
        pool.setMinPoolSize(0);
        pool.setInitialPoolSize(0);
        pool.setConnectionWaitTimeout(Math.max(1, acquireTimeoutMillis / 1_000));
        pool.setValidateConnectionOnBorrow(true);
        return pool;
    }

    @Override
    public void close(DataSource pool) throws UniversalConnectionPoolException {
        UniversalConnectionPoolManagerImpl.getUniversalConnectionPoolManager()
                .destroyConnectionPool(((PoolDataSource) pool).getConnectionPoolName());
    }
}
