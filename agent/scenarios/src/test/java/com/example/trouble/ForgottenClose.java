package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Forgets {@code close()} where a statement fails; the corrected one does not. */
public final class ForgottenClose {
    private static final int CUSTOMERS = 3;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setPoolName("customers");
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(CUSTOMERS + 1);
            for (int i = 0; i < CUSTOMERS; i++) {
                serve(pool, corrected);
            }
            new PatientWait().forFindings();
        }
    }

    private static void serve(HikariDataSource pool, boolean corrected) throws SQLException {
        Connection connection = pool.getConnection(); // forgotten here
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1 / 0");
            connection.close();
        } catch (SQLException wrong) {
            if (corrected) {
                connection.close();
            }
        }
    }

    private ForgottenClose() {}
}
