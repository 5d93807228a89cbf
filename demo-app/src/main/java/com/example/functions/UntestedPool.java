package com.example.functions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** A Tomcat JDBC pool as it is by default: what it lends is not tested before. */
public final class UntestedPool {
    private final DataSource pool = Server.tomcat("untested", false);

    public String handle(Map<String, Object> event) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Server.ask(connection);
        }
    }
}
