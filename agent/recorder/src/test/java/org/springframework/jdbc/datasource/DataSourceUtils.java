package org.springframework.jdbc.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks for a connection in the name of the application. */
public final class DataSourceUtils {
    private DataSourceUtils() {}

    public static Connection getConnection(DataSource source) throws SQLException {
        return source.getConnection();
    }
}
