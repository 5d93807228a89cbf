package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Builds its pool anew for a changed configuration and forgets the old one; the corrected one closes it. */
public final class RebuiltPool {
    private static final int VERSIONS = 3;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        HikariDataSource pool = build(args);
        for (int i = 1; i < VERSIONS; i++) {
            use(pool);
            if (corrected) {
                pool.close();
            }
            pool = build(args);
        }
        use(pool);
        new PatientWait().forFindings();
        new PatientWait().forFindings();
        use(pool);
        pool.close();
    }

    private static HikariDataSource build(String[] args) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("orders");
        pool.setJdbcUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaximumPoolSize(2);
        return pool;
    }

    private static void use(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private RebuiltPool() {}
}
