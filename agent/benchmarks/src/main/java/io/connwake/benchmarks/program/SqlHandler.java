package io.connwake.benchmarks.program;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A function with a pool that INIT makes. The event is the statement that is run on one of its connections. */
public final class SqlHandler implements RequestHandler<String, String> {
    private static final HikariDataSource POOL = open();

    @Override
    public String handleRequest(String sql, Context context) {
        try (Connection connection = POOL.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? "rows" : "no rows";
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** No minimum: else the pool's housekeeping, every 30 s, would open a second connection where it met a busy one. */
    private static HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(setting("DB_URL", "jdbc:h2:mem:benchmark"));
        config.setUsername(setting("DB_USER", "sa"));
        config.setPassword(setting("DB_PASSWORD", ""));
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
