package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** HikariCP as an application sets it up. */
final class Hikari {
    static final int QUARTER_SECOND_MILLIS = 250;

    private Hikari() {}

    static HikariDataSource pool(String url, String user, String password, int size) {
        return new HikariDataSource(settings(url, user, password, size));
    }

    /** Gives up on an acquire as soon as HikariCP can be made to. */
    static HikariDataSource impatientPool(String url, String user, String password, int size) {
        HikariConfig settings = settings(url, user, password, size);
        settings.setConnectionTimeout(QUARTER_SECOND_MILLIS);
        return new HikariDataSource(settings);
    }

    static HikariConfig settings(String url, String user, String password, int size) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("orders");
        settings.setJdbcUrl(url);
        settings.setUsername(user);
        settings.setPassword(password);
        settings.setMaximumPoolSize(size);
        return settings;
    }
}
