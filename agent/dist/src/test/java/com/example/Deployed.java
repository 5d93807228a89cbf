package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An application as a container runs it; it takes its driver out of the JDK's list when it ends. */
public final class Deployed implements Runnable {
    private final boolean leaky;

    public Deployed(boolean leaky) {
        this.leaky = leaky;
    }

    @Override
    public void run() {
        HikariConfig settings = Hikari.settings("jdbc:h2:mem:deployed", "sa", "", 2);
        settings.setDriverClassName("org.h2.Driver");
        try (HikariDataSource pool = new HikariDataSource(settings)) {
            work(pool);
        } catch (SQLException unexpected) {
            throw new IllegalStateException(unexpected);
        }
        DriverManager.drivers().forEach(driver -> {
            try {
                DriverManager.deregisterDriver(driver);
            } catch (SQLException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        });
    }

    private void work(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Queries.one(connection);
        }
        if (leaky) {
            Queries.one(pool.getConnection());
        }
    }
}
