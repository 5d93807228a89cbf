package com.example.work;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** A pool on a database in memory that has no shutdown hook, whose waits end in a failure only where something is wrong. */
enum Pool {
    HIKARI {
        @Override
        DataSource open(int size) {
            HikariConfig settings = new HikariConfig();
            settings.setJdbcUrl(URL);
            settings.setMaximumPoolSize(size);
            settings.setConnectionTimeout(PATIENCE.toMillis());
            return new HikariDataSource(settings);
        }
    },
    DBCP {
        @Override
        DataSource open(int size) {
            BasicDataSource pool = new BasicDataSource();
            pool.setUrl(URL);
            pool.setMaxTotal(size);
            pool.setMaxWait(PATIENCE);
            return pool;
        }
    };

    private static final String URL = "jdbc:h2:mem:bank;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    abstract DataSource open(int size);
}
