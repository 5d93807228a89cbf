package com.example.trouble;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Each call builds a pool: the faulty one leaves it open, the tidy one closes it, the corrected one has one for all. */
public final class PoolPerCall {
    private static final int CALLS = 14;

    public static void main(String[] args) throws Exception {
        String role = args[0];
        HikariDataSource common = role.equals("corrected") ? build(args) : null;
        for (int i = 0; i < CALLS; i++) {
            if (i == CALLS - 1) {
                new PatientWait().forFindings();
            }
            if (common != null) {
                use(common);
            } else {
                serve(args, role.equals("tidy"));
            }
        }
        new PatientWait().forFindings();
        if (common != null) {
            common.close();
        }
    }

    private static void serve(String[] args, boolean tidy) throws SQLException {
        HikariDataSource pool = build(args);
        use(pool);
        if (tidy) {
            pool.close();
        }
    }

    private static HikariDataSource build(String[] args) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[1]);
        config.setUsername(args[2]);
        config.setPassword(args[3]);
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    private static void use(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private PoolPerCall() {}
}
