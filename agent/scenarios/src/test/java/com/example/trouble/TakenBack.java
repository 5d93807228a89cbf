package com.example.trouble;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.tomcat.jdbc.pool.DataSource;

/** A batch that takes longer than its pool waits for what is leased; the corrected pool waits for long enough. */
public final class TakenBack {
    private static final int CHUNKS = 8;

    public static void main(String[] args) throws Exception {
        DataSource pool = new DataSource();
        pool.setName("batch");
        pool.setUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setInitialSize(0);
        pool.setMinIdle(0);
        pool.setMaxActive(2);
        pool.setTestOnBorrow(true);
        pool.setValidationQuery("select 1");
        pool.setRemoveAbandoned(true);
        pool.setRemoveAbandonedTimeout(args[0].equals("corrected") ? 60 : 1);
        pool.setTimeBetweenEvictionRunsMillis(1_000);
        work(pool);
        new PatientWait().forFindings();
        pool.close();
    }

    private static void work(DataSource pool) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                statement.execute("select pg_sleep(0.5)");
            }
            System.out.println("done");
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getSQLState());
        }
    }

    private TakenBack() {}
}
