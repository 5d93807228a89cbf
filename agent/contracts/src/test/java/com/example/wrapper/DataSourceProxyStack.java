package com.example.wrapper;

import com.example.pool.Target;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** datasource-proxy around HikariCP. */
public final class DataSourceProxyStack implements Stack {
    @Override
    public void run(Target target) throws Exception {
        DataSource pool = Stack.pool(target);
        Stack.placeThree(ProxyDataSourceBuilder.create(pool).countQuery().build());
        Stack.close(pool);
    }
}
