package com.example.functions;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * One connection for each environment, kept by a pool that outlives the calls. How long a call comes after the one before
 * is up to its schedule: past the idle limit of whatever lies between, the connection is dead.
 */
public final class Careful {
    private final HikariDataSource pool = Server.pool("careful", 1);

    public String handle(Map<String, Object> event) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Server.ask(connection);
        }
    }
}
