package com.example.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** The pools the service can run on, of four connections each. */
final class Pools {
    private static final int CONNECTIONS = 4;

    private Pools() {}

    static DataSource named(String name, String url) {
        return switch (name) {
            case "hikaricp" -> hikaricp(url);
            case "dbcp2" -> dbcp2(url);
            default -> throw new IllegalArgumentException("no such pool: " + name);
        };
    }

    private static DataSource hikaricp(String url) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("orders");
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setConnectionTimeout(2_000);
        return new HikariDataSource(settings);
    }

    /** Waits for a connection as long as it takes: that is the library's default. */
    private static DataSource dbcp2(String url) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setMaxTotal(CONNECTIONS);
        return pool;
    }
}
