package com.example.functions;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A pool as its library makes it by default: ten connections in each environment, of which a call needs one. */
public final class PoolOfTen {
    private static final int DEFAULT = 10;

    private final HikariDataSource pool = Server.pool("ten", DEFAULT);

    public PoolOfTen() {
        pool.setMinimumIdle(DEFAULT);
    }

    public String handle(Map<String, Object> event) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Server.ask(connection);
        }
    }
}
