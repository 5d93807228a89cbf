package com.example;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Acquires at two lines, far more often than lines are looked up, and forgets one in a thousand of the second, the handle
 * included. Ends with the next line of its input.
 */
public final class Busy {
    private static final int FORGOTTEN = 10;
    private static final int TIMES = 1_000;

    private Busy() {}

    public static void main(String[] args) throws Exception {
        HikariDataSource pool = Hikari.pool("jdbc:h2:mem:busy", "sa", "", FORGOTTEN + 1);
        for (int i = 1; i <= FORGOTTEN * TIMES; i++) {
            order(pool);
            account(pool, i % TIMES != 0);
        }
        System.gc();
        System.out.println("over");
        System.in.read();
        System.exit(0);
    }

    private static void order(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Queries.number(connection, "SELECT 1");
        }
    }

    private static void account(DataSource pool, boolean isKnown) throws SQLException {
        Connection connection = pool.getConnection();
        Queries.number(connection, "SELECT 2");
        if (isKnown) {
            connection.close();
        }
    }
}
