package org.hibernate;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks for a connection in the name of the application. */
public final class Session {
    private Session() {}

    public static Connection connection(DataSource source) throws SQLException {
        return source.getConnection();
    }
}
