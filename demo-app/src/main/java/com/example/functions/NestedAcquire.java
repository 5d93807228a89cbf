package com.example.functions;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Wants a second connection while it holds the only one; every call fails after three seconds. */
public final class NestedAcquire {
    private final HikariDataSource pool = Server.pool("nested", 1);

    public String handle(Map<String, Object> event) throws SQLException {
        try (Connection order = pool.getConnection()) {
            return Server.ask(order) + audited();
        }
    }

    private String audited() throws SQLException {
        try (Connection audit = pool.getConnection()) {
            return Server.ask(audit);
        }
    }
}
