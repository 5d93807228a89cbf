package com.example.wrapper;

import com.example.pool.Target;
import com.zaxxer.hikari.HikariConfig;
import java.net.URI;
import java.util.Properties;
import javax.sql.DataSource;
import software.amazon.jdbc.Driver;
import software.amazon.jdbc.HikariPooledConnectionProvider;
import software.amazon.jdbc.ds.AwsWrapperDataSource;

/** The AWS wrapper beneath HikariCP, without a pool, and with a pool of its own. */
public final class AwsStack implements Stack {
    private static final long A_WHILE_NANOS = 600_000_000_000L;

    @Override
    public void run(Target target) throws Exception {
        switch (target.name()) {
            case "under_pool" -> underPool(target);
            case "without_pool" -> Stack.placeThree(dataSource(target));
            case "pool_within" -> poolWithin(target);
            default -> throw new IllegalArgumentException(target.name());
        }
    }

    private static void underPool(Target target) throws Exception {
        String wrapped = target.url().replaceFirst("^jdbc:", "jdbc:aws-wrapper:");
        DataSource pool = Stack.pool(new Target(target.name(), wrapped, target.user(), target.password()));
        Stack.placeThree(pool);
        Stack.close(pool);
    }

    /** The older version is told of its pools by another class. */
    private static void poolWithin(Target target) throws Exception {
        HikariPooledConnectionProvider pools = new HikariPooledConnectionProvider(
                (host, properties) -> settings(target), null, (host, properties) -> true, A_WHILE_NANOS, A_WHILE_NANOS);
        Driver.setCustomConnectionProvider(pools);
        Stack.placeThree(dataSource(target));
        pools.releaseResources();
        Driver.resetCustomConnectionProvider();
    }

    private static HikariConfig settings(Target target) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(target.name());
        settings.setMaximumPoolSize(2);
        settings.setMinimumIdle(0);
        return settings;
    }

    private static DataSource dataSource(Target target) {
        URI server = URI.create(target.url().replaceFirst("^jdbc:", ""));
        AwsWrapperDataSource dataSource = new AwsWrapperDataSource();
        dataSource.setJdbcProtocol("jdbc:postgresql:");
        dataSource.setServerName(server.getHost());
        dataSource.setServerPort(Integer.toString(server.getPort()));
        dataSource.setDatabase(server.getPath().substring(1));
        dataSource.setUser(target.user());
        dataSource.setPassword(target.password());
        dataSource.setTargetDataSourceClassName("org.postgresql.ds.PGSimpleDataSource");
        dataSource.setTargetDataSourceProperties(new Properties());
        return dataSource;
    }
}
