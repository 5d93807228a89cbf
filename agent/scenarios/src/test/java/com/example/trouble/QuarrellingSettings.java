package com.example.trouble;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.apache.commons.dbcp2.BasicDataSource;

/** Sets what has no effect: more idle connections at least than at most, a test of idle ones without a sweep. */
public final class QuarrellingSettings {
    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMinIdle(4);
            pool.setMaxIdle(corrected ? 4 : 2);
            pool.setTestWhileIdle(true);
            if (corrected) {
                pool.setDurationBetweenEvictionRuns(Duration.ofSeconds(30));
            }
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
            new PatientWait().forFindings();
            new PatientWait().forFindings();
        }
    }

    private QuarrellingSettings() {}
}
