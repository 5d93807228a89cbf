package com.example.pool;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

public final class MariaDbPool implements PoolAdapter {
    @Override
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) throws SQLException {
        return new MariaDbPoolDataSource(target.url()
                + "&user=" + target.user()
                + "&password=" + target.password()
                + "&poolName=" + target.name()
                + "&maxPoolSize=" + limit
                + "&minPoolSize=0&poolValidMinDelay=0"
                + "&connectTimeout=" + acquireTimeoutMillis);
    }

    @Override
    public void close(DataSource pool) {
        ((MariaDbPoolDataSource) pool).close();
    }
}
