package com.example.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** The pools the services can run on, of four connections unless their name says otherwise. */
final class Pools {
    private static final int CONNECTIONS = 4;

    private Pools() {}

    static DataSource named(String name, String url) {
        return switch (name) {
            case "hikaricp" -> hikaricp(url, CONNECTIONS);
            case "hikaricp-of-ten" -> hikaricp(url, 10);
            case "hikaricp-of-two" -> hikaricp(url, 2);
            case "dbcp2" -> dbcp2(url);
            case "tomcat" -> tomcat(url);
            case "tomcat-patient" -> patient(tomcat(url));
            case "tomcat-brisk" -> brisk(tomcat(url));
            case "agroal-patient" -> agroal(url, pool -> pool.validationTimeout(Duration.ofMillis(3_500)));
            case "agroal-brisk" -> agroal(url, pool -> pool.reapTimeout(Duration.ofSeconds(1)));
            default -> throw new IllegalArgumentException("no such pool: " + name);
        };
    }

    static void close(DataSource pool) throws SQLException {
        try {
            ((AutoCloseable) pool).close();
        } catch (Exception e) {
            throw new SQLException("a pool can't be closed", e);
        }
    }

    private static DataSource hikaricp(String url, int connections) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("orders");
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(connections);
        settings.setConnectionTimeout(2_000);
        return new HikariDataSource(settings);
    }

    /** Waits for a connection as long as it takes: that is the library's default. */
    private static DataSource dbcp2(String url) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setMaxTotal(CONNECTIONS);
        return pool;
    }

    /** Opens connections when they are wanted, and tests none that it lends, as is its default. */
    private static org.apache.tomcat.jdbc.pool.DataSource tomcat(String url) {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setName("orders");
        pool.setUrl(url);
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setInitialSize(0);
        pool.setMinIdle(0);
        pool.setMaxActive(CONNECTIONS);
        pool.setMaxWait(2_000);
        return pool;
    }

    /** Keeps what is idle for a minute, its default, and looks every 3.5 seconds whether it lives. */
    private static DataSource patient(org.apache.tomcat.jdbc.pool.DataSource pool) {
        pool.setMinEvictableIdleTimeMillis(60_000);
        pool.setTimeBetweenEvictionRunsMillis(3_500);
        pool.setTestWhileIdle(true);
        pool.setValidationInterval(500);
        return pool;
    }

    /** Closes what was idle for a second. */
    private static DataSource brisk(org.apache.tomcat.jdbc.pool.DataSource pool) {
        pool.setMinEvictableIdleTimeMillis(1_000);
        pool.setTimeBetweenEvictionRunsMillis(500);
        return pool;
    }

    /** Keeps what is idle for ever and tests none that it lends, as are its defaults; what else it does is given. */
    private static DataSource agroal(String url, UnaryOperator<AgroalConnectionPoolConfigurationSupplier> upkeep) {
        AgroalDataSourceConfigurationSupplier settings = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> upkeep.apply(pool)
                        .maxSize(CONNECTIONS)
                        .acquisitionTimeout(Duration.ofSeconds(2))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)));
        try {
            return AgroalDataSource.from(settings);
        } catch (SQLException e) {
            throw new IllegalStateException("a pool can't be built", e);
        }
    }
}
