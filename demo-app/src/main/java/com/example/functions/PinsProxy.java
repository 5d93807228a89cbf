package com.example.functions;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Changes a setting of its session, after which RDS Proxy can lend the server's connection to nobody else. */
public final class PinsProxy {
    private final HikariDataSource pool = Server.pool("pins", 1);

    public String handle(Map<String, Object> event) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET statement_timeout = 5000");
            }
            return Server.ask(connection);
        }
    }
}
