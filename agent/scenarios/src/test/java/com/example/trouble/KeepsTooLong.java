package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** Keeps connections for longer than its proxy does; the corrected one for less. */
public final class KeepsTooLong {
    public static void main(String[] args) throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setPoolName("shop");
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(2);
            pool.setKeepaliveTime(0); // as it was by default up to 6.1
            pool.setMaxLifetime(TimeUnit.MINUTES.toMillis(args[0].equals("corrected") ? 25 : 60));
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
            new PatientWait().forFindings();
            new PatientWait().forFindings();
        }
    }

    private KeepsTooLong() {}
}
