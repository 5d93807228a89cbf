package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/**
 * Its only session ends at the server: while it is idle, by the server's own limit ({@code idle}) or an administrator
 * ({@code ended}), at work ({@code at_work}), or in a transaction in which something else is done ({@code in_transaction}).
 * Then it goes on as if nothing had happened.
 */
public final class DeadSession {
    private static final List<DataSource> KEPT = new ArrayList<>();

    private final String[] args;
    private final DataSource pool;

    private DeadSession(String[] args) throws SQLException {
        this.args = args;
        pool = open();
        KEPT.add(pool);
    }

    public static void main(String[] args) throws Exception {
        DeadSession program = new DeadSession(args);
        int session = program.session();
        switch (args[0]) {
            case "idle" -> program.await("select count(*) from pg_stat_activity where pid = ?", session, 0);
            case "ended" -> program.end(session, 1.3);
            case "in_transaction" -> program.order(session);
            default -> program.endAtWork(session);
        }
        program.serve("select 1");
    }

    private void serve(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            System.out.println("served");
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getSQLState());
        }
    }

    private void order(int session) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1");
            await("select count(*) from pg_stat_activity where pid = ?", session, 0);
            statement.execute("select 2");
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getSQLState());
        }
    }

    private int session() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void endAtWork(int session) throws Exception {
        Thread worker = new Thread(() -> serve("select pg_sleep(60)"));
        worker.start();
        await(
                "select count(*) from pg_stat_activity where pid = ? and query like '%(60)' and state = 'active'",
                session, 1);
        end(session, 0);
        worker.join();
    }

    private void end(int session, double afterSeconds) throws SQLException {
        try (Connection other = other();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_sleep(" + afterSeconds + ")");
            statement.execute("select pg_terminate_backend(" + session + ", 5000)");
        }
    }

    private void await(String sql, int session, int wanted) throws SQLException {
        try (Connection other = other();
                PreparedStatement statement = other.prepareStatement(sql)) {
            statement.setInt(1, session);
            int seen = -1;
            while (seen != wanted) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    seen = row.getInt(1);
                }
            }
        }
    }

    private Connection other() throws SQLException {
        return DriverManager.getConnection(args[1], args[2], args[3]);
    }

    private DataSource open() throws SQLException {
        return switch (args[4]) {
            case "hikari" -> hikari();
            case "tomcat" -> tomcat();
            case "dbcp" -> dbcp();
            default -> agroal();
        };
    }

    private DataSource hikari() {
        HikariDataSource hikari = new HikariDataSource();
        hikari.setJdbcUrl(args[1]);
        hikari.setUsername(args[2]);
        hikari.setPassword(args[3]);
        hikari.setMaximumPoolSize(1);
        return hikari;
    }

    private DataSource tomcat() {
        org.apache.tomcat.jdbc.pool.DataSource tomcat = new org.apache.tomcat.jdbc.pool.DataSource();
        tomcat.setUrl(args[1]);
        tomcat.setUsername(args[2]);
        tomcat.setPassword(args[3]);
        tomcat.setDriverClassName("org.postgresql.Driver");
        tomcat.setInitialSize(1);
        tomcat.setMaxActive(1);
        return tomcat;
    }

    private DataSource dbcp() {
        BasicDataSource dbcp = new BasicDataSource();
        dbcp.setUrl(args[1]);
        dbcp.setUsername(args[2]);
        dbcp.setPassword(args[3]);
        dbcp.setMaxTotal(1);
        return dbcp;
    }

    private DataSource agroal() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(args[1])
                                .principal(new NamePrincipal(args[2]))
                                .credential(new SimplePassword(args[3])))));
    }
}
