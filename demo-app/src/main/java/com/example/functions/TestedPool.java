package com.example.functions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** A Tomcat JDBC pool that tests each connection before it lends it: a dead one is replaced, and nobody notices. */
public final class TestedPool {
    private final DataSource pool = Server.tomcat("tested", true);

    public String handle(Map<String, Object> event) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Server.ask(connection);
        }
    }
}
