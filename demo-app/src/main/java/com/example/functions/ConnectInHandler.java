package com.example.functions;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** Opens a connection in each call and closes it, without a pool: nothing stays open, and every call pays for a connect. */
public final class ConnectInHandler {
    public String handle(Map<String, Object> event) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Server.url(), Server.user(), Server.password())) {
            return Server.ask(connection);
        }
    }
}
