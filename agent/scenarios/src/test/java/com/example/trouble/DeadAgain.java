package com.example.trouble;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Its pool lends what a server ended again and again; the corrected one has it tested before. */
public final class DeadAgain {
    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        DataSource pool = args[4].equals("agroal") ? agroal(args, corrected) : tomcat(args, corrected);
        serve(pool);
        end(args, session(pool));
        serve(pool);
        serve(pool);
        new PatientWait().forFindings();
    }

    private static void serve(DataSource pool) {
        try (Connection connection = pool.getConnection(); // the dead one
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException failed) {
            System.out.println(failed.getSQLState() + " " + failed.getMessage());
        }
    }

    private static int session(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** As an administrator would; then waits until the server has told the client. */
    private static void end(String[] args, int session) throws SQLException {
        try (Connection connection = DriverManager.getConnection(args[1], args[2], args[3]);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(" + session + ", 5000)");
        }
    }

    private static DataSource tomcat(String[] args, boolean corrected) {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setName("letters");
        pool.setUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setInitialSize(0);
        pool.setMinIdle(0);
        pool.setMaxActive(1);
        if (corrected) {
            pool.setTestOnBorrow(true);
            pool.setValidationInterval(0);
        }
        return pool;
    }

    private static DataSource agroal(String[] args, boolean corrected) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> {
            pool.maxSize(1)
                    .acquisitionTimeout(Duration.ofSeconds(5))
                    .connectionFactoryConfiguration(factory -> factory.jdbcUrl(args[1])
                            .principal(new NamePrincipal(args[2]))
                            .credential(new SimplePassword(args[3])));
            if (corrected) {
                pool.connectionValidator(ConnectionValidator.defaultValidator()).validateOnBorrow(true);
            }
            return pool;
        }));
    }

    private DeadAgain() {}
}
