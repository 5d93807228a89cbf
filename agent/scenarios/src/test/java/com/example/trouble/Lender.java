package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.jspecify.annotations.Nullable;

/** Where a program has its connections from: a pool of one that tests what it lends, or does not; or none. */
interface Lender extends AutoCloseable {
    Connection borrow() throws SQLException;

    void giveBack(Connection connection) throws SQLException;

    @Override
    void close() throws SQLException;

    /** Is told role, URL, user, password, library. */
    static Lender of(String... args) throws SQLException {
        boolean tests = args[0].equals("corrected");
        return switch (args[4]) {
            // It tests unless com.zaxxer.hikari.aliveBypassWindowMs says otherwise.
            case "hikari" -> new Pooled(hikari(args));
            case "tomcat" -> new Pooled(tomcat(tests, args));
            case "dbcp" -> new Pooled(dbcp(tests, args));
            case "agroal" -> new Pooled(agroal(tests, args));
            case "none" -> new Kept(tests, args);
            default -> throw new IllegalArgumentException(args[4]);
        };
    }

    private static DataSource hikari(String... args) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("orders");
        pool.setJdbcUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaximumPoolSize(1);
        return pool;
    }

    private static DataSource tomcat(boolean tests, String... args) {
        var pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setName("orders");
        pool.setUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setInitialSize(1);
        pool.setMinIdle(1);
        pool.setMaxIdle(1);
        pool.setMaxActive(1);
        pool.setTestOnBorrow(tests);
        pool.setValidationInterval(500);
        return pool;
    }

    private static DataSource dbcp(boolean tests, String... args) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaxTotal(1);
        pool.setMaxWait(Duration.ofSeconds(10));
        pool.setTestOnBorrow(tests);
        return pool;
    }

    private static DataSource agroal(boolean tests, String... args) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .validateOnBorrow(tests)
                        .connectionValidator(io.agroal.api.configuration.AgroalConnectionPoolConfiguration
                                .ConnectionValidator.defaultValidator())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(args[1])
                                .principal(new NamePrincipal(args[2]))
                                .credential(new SimplePassword(args[3])))));
    }

    /** A pool of the library's. */
    record Pooled(DataSource pool) implements Lender {
        @Override
        public Connection borrow() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void giveBack(Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public void close() throws SQLException {
            if (pool instanceof org.apache.tomcat.jdbc.pool.DataSource tomcat) {
                tomcat.close(true);
            } else if (pool instanceof HikariDataSource hikari) {
                hikari.close();
            } else if (pool instanceof BasicDataSource dbcp) {
                dbcp.close();
            } else if (pool instanceof AgroalDataSource agroal) {
                agroal.close();
            }
        }
    }

    /** A single connection for the whole program. */
    final class Kept implements Lender {
        private final boolean tests;
        private final String[] args;
        private @Nullable Connection kept;

        Kept(boolean tests, String... args) {
            this.tests = tests;
            this.args = args;
        }

        @Override
        public Connection borrow() throws SQLException {
            Connection connection = kept;
            if (connection == null || (tests && !connection.isValid(5))) {
                if (connection != null) {
                    connection.close();
                }
                connection = DriverManager.getConnection(args[1], args[2], args[3]);
                kept = connection;
            }
            return connection;
        }

        @Override
        public void giveBack(Connection connection) {}

        @Override
        public void close() throws SQLException {
            if (kept != null) {
                kept.close();
            }
        }
    }
}
