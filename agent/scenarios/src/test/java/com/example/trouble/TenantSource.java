package com.example.trouble;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * An application's own data source: who asks it first waits until its pools are built, one for each of two tenants. Asks
 * them for more idle connections than they may have, or not.
 */
public final class TenantSource extends OwnSource {
    private final String[] args;
    private @Nullable HikariDataSource first;
    private org.apache.tomcat.jdbc.pool.@Nullable DataSource second;
    private boolean turn;

    private TenantSource(String[] args) {
        this.args = args;
    }

    public static void main(String[] args) throws Exception {
        TenantSource source = new TenantSource(args);
        for (int i = 0; i < 2; i++) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        }
        new PatientWait().forFindings();
        new PatientWait().forFindings();
        source.close();
    }

    @Override
    public Connection getConnection() throws SQLException {
        HikariDataSource one = first == null ? hikari() : first;
        first = one;
        org.apache.tomcat.jdbc.pool.DataSource other = second == null ? tomcat() : second;
        second = other;
        turn = !turn;
        return turn ? one.getConnection() : other.getConnection();
    }

    private void close() {
        if (first != null && second != null) {
            first.close();
            second.close();
        }
    }

    private int wanted() {
        return args[0].equals("corrected") ? 1 : 5;
    }

    private HikariDataSource hikari() {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("first");
        settings.setJdbcUrl(args[1]);
        settings.setUsername(args[2]);
        settings.setPassword(args[3]);
        settings.setMaximumPoolSize(2);
        settings.setMinimumIdle(wanted());
        return new HikariDataSource(settings);
    }

    private org.apache.tomcat.jdbc.pool.DataSource tomcat() throws SQLException {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setName("second");
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setInitialSize(1);
        pool.setMaxActive(8);
        pool.setMaxIdle(2);
        pool.setMinIdle(wanted());
        pool.createPool();
        return pool;
    }
}
