package com.example.trouble;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;

/** Asks pools for what they replace when they start, with no more than a line in their logs. */
public final class CorrectedSettings {
    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        org.apache.tomcat.jdbc.pool.DataSource tomcat = new org.apache.tomcat.jdbc.pool.DataSource();
        tomcat.setName("tomcat");
        tomcat.setDriverClassName("org.postgresql.Driver");
        tomcat.setUrl(args[1]);
        tomcat.setUsername(args[2]);
        tomcat.setPassword(args[3]);
        tomcat.setInitialSize(1);
        tomcat.setMaxIdle(2);
        tomcat.setMinIdle(corrected ? 2 : 4);
        try (HikariDataSource built = new HikariDataSource(hikari("built", args, corrected));
                HikariDataSource bean = new HikariDataSource()) {
            hikari("bean", args, corrected).copyStateTo(bean);
            use(built);
            use(bean);
            use(tomcat);
            new PatientWait().forFindings();
            new PatientWait().forFindings();
        } finally {
            tomcat.close();
        }
    }

    private static HikariConfig hikari(String name, String[] args, boolean corrected) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(name);
        settings.setJdbcUrl(args[1]);
        settings.setUsername(args[2]);
        settings.setPassword(args[3]);
        settings.setMaximumPoolSize(2);
        settings.setMinimumIdle(corrected ? 1 : 5);
        settings.setMaxLifetime(600_000);
        settings.setKeepaliveTime(corrected ? 300_000 : 900_000);
        settings.setLeakDetectionThreshold(corrected ? 2_000 : 1_000);
        return settings;
    }

    private static void use(DataSource pool) throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private CorrectedSettings() {}
}
