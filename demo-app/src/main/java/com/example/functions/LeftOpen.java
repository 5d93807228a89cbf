package com.example.functions;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Does not close what it borrows, and holds on to it: it is out when the environment is frozen. */
public final class LeftOpen {
    private final HikariDataSource pool = Server.pool("left-open", 5);
    private final ConcurrentLinkedQueue<Connection> forgotten = new ConcurrentLinkedQueue<>();

    public String handle(Map<String, Object> event) throws SQLException {
        Connection connection = pool.getConnection();
        forgotten.add(connection);
        return Server.ask(connection);
    }
}
