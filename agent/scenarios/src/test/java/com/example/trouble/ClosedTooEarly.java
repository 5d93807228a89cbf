package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Closes its pool before the last one is done; the corrected one closes it afterwards. */
public final class ClosedTooEarly {
    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        DataSource pool = args[4].equals("tomcat") ? tomcat(args) : hikari(args);
        serve(pool);
        if (!corrected) {
            shutDown(pool);
        }
        serve(pool);
        new PatientWait().forFindings();
        if (corrected) {
            shutDown(pool);
        }
    }

    private static void serve(DataSource pool) {
        try (Connection connection = pool.getConnection(); // too late
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException failed) {
            System.out.println(failed.getMessage());
        }
    }

    private static void shutDown(DataSource pool) {
        if (pool instanceof HikariDataSource hikari) {
            hikari.close(); // too early
        } else if (pool instanceof org.apache.tomcat.jdbc.pool.DataSource tomcat) {
            tomcat.close(); // too early
        }
    }

    private static DataSource hikari(String[] args) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("parcels");
        pool.setJdbcUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaximumPoolSize(1);
        return pool;
    }

    private static DataSource tomcat(String[] args) {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setName("parcels");
        pool.setUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setInitialSize(0);
        pool.setMinIdle(0);
        pool.setMaxActive(1);
        return pool;
    }

    private ClosedTooEarly() {}
}
