package io.connwake.benchmarks.program;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** HikariCP over an H2 database in memory, and a lease of it with a query. */
final class Pool {
    private Pool() {}

    static HikariDataSource open(int connections) {
        return open(connections, "jdbc:h2:mem:benchmark", "sa", "");
    }

    static HikariDataSource open(int connections, String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setPoolName("benchmark");
        return new HikariDataSource(config);
    }

    static void query(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("select 1");
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next() || rows.getInt(1) != 1) {
                throw new IllegalStateException("the database did not answer 1");
            }
        }
    }
}
