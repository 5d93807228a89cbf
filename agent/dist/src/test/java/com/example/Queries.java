package com.example;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the programs ask their databases. */
final class Queries {
    private Queries() {}

    static int one(Connection connection) throws SQLException {
        return number(connection, "SELECT 1");
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Fails: there is no such table. */
    static int ofNothing(Connection connection) throws SQLException {
        return number(connection, "SELECT 1 FROM no_such_table");
    }
}
