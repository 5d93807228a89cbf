package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;

/** Wants more connections than the database admits; the corrected one has a pool that asks for no more. */
public final class CrowdedServer {
    private static final int ADMITTED = 2;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setPoolName("tickets");
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(corrected ? ADMITTED : ADMITTED + 1);
            pool.setMinimumIdle(0);
            pool.setConnectionTimeout(2_000);
            rush(pool, corrected ? ADMITTED : ADMITTED + 1);
            new PatientWait().forFindings();
        }
    }

    private static void rush(HikariDataSource pool, int visitors) throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            for (int i = 0; i < visitors; i++) {
                held.add(pool.getConnection()); // one too many
            }
        } catch (SQLTransientException refused) {
            System.out.println("refused: " + refused.getMessage());
        } finally {
            for (Connection each : held) {
                each.close();
            }
        }
    }

    private CrowdedServer() {}
}
