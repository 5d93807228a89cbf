package com.example.functions;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Builds a pool in each call, and closes none. */
public final class PoolInHandler {
    public String handle(Map<String, Object> event) throws SQLException {
        HikariDataSource pool = Server.pool("in-handler", 2);
        try (Connection connection = pool.getConnection()) {
            return Server.ask(connection);
        }
    }
}
