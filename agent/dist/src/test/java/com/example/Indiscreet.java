package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Has a user and a password wherever drivers and pools take one, in what it executes, and in whatever its exceptions say;
 * its servers are not there. At the end it forgets both connections of a pool and asks for a third. Arguments: user,
 * password.
 */
public final class Indiscreet {
    private static final int STARTS_IN_MILLIS = 3_000;
    private static final String NOBODY = "127.0.0.1:1";
    private static final String[] URLS = {
        "jdbc:postgresql://%h/orders?user=%u&password=%s&options=%s",
        "jdbc:postgresql://%u:%s@%h/orders",
        "jdbc:mysql://%u:%s@%h/orders?trustCertificateKeyStorePassword=%s",
        "jdbc:mysql://address=(host=127.0.0.1)(port=1)(user=%u)(password=%s)/orders",
        "jdbc:mysql:loadbalance://%u:%s@%h,%h/orders?retriesAllDown=1",
        "jdbc:mariadb://%h/orders?user=%u&password=%s&keyStorePassword=%s",
        "jdbc:mariadb://address=(host=127.0.0.1)(port=1)(type=master)/orders?password=%s",
        "jdbc:h2:tcp://%h/~/orders;USER=%u;PASSWORD=%s",
        "jdbc:%s:%u@%s",
    };
    private static final String[] DRIVERS_OWN = {
        "org.postgresql.ds.PGSimpleDataSource",
        "com.mysql.cj.jdbc.MysqlDataSource",
        "org.mariadb.jdbc.MariaDbDataSource",
    };

    private final String user;
    private final String password;

    private Indiscreet(String user, String password) {
        this.user = user;
        this.password = password;
    }

    public static void main(String[] args) throws Exception {
        Indiscreet program = new Indiscreet(args[0], args[1]);
        for (String url : URLS) {
            program.connectInVain(url);
        }
        program.connectInVain(DRIVERS_OWN[0], "jdbc:postgresql://%h/orders?password=%s");
        program.connectInVain(DRIVERS_OWN[1], "jdbc:mysql://%h/orders?password=%s");
        program.connectInVain(DRIVERS_OWN[2], "jdbc:mariadb://%h/orders?password=%s");
        told(() -> new Talkative(program.password).getConnection());
        program.work();
        System.out.println("waits");
        System.in.read();
        System.exit(0);
    }

    private void connectInVain(String template) {
        told(() -> DriverManager.getConnection(filled(template), user, password));
    }

    private void connectInVain(String dataSource, String url) {
        HikariConfig settings = impatient();
        settings.setPoolName(dataSource.substring(dataSource.lastIndexOf('.') + 1));
        settings.setDataSourceClassName(dataSource);
        settings.addDataSourceProperty("user", user);
        settings.addDataSourceProperty("password", password);
        settings.addDataSourceProperty("url", filled(url));
        told(() -> {
            try (HikariDataSource pool = new HikariDataSource(settings)) {
                return pool.getConnection();
            }
        });
    }

    private void work() throws SQLException {
        HikariConfig settings = impatient();
        settings.setConnectionTimeout(STARTS_IN_MILLIS);
        settings.setPoolName("orders");
        settings.setJdbcUrl("jdbc:h2:mem:orders;INIT=SET @WORD='" + password + "'");
        settings.setUsername(user);
        settings.setPassword(password);
        settings.setConnectionInitSql("SELECT '" + password + "'");
        settings.setConnectionTestQuery("SELECT '" + password + "', 1");
        HikariDataSource pool = new HikariDataSource(settings);
        try (Connection connection = pool.getConnection()) {
            told(() -> execute(connection, "SELECT CAST('" + password + "' AS INT)"));
            told(() -> execute(connection, "SELECT * FROM \"" + password + "\""));
            told(() -> execute(connection, "CREATE USER \"" + user + "\" PASSWORD '" + password + "'"));
            told(() -> bind(connection));
        }
        forget(pool);
        forget(pool);
        told(pool::getConnection);
    }

    private static Connection execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }

    private Connection bind(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT CAST(CAST(? AS VARCHAR) AS INT)")) {
            statement.setString(1, password);
            statement.executeQuery();
        }
        return connection;
    }

    private static void forget(DataSource pool) throws SQLException {
        Queries.one(pool.getConnection());
    }

    private HikariConfig impatient() {
        HikariConfig settings = new HikariConfig();
        settings.setMaximumPoolSize(2);
        settings.setInitializationFailTimeout(-1);
        settings.setConnectionTimeout(Hikari.QUARTER_SECOND_MILLIS);
        return settings;
    }

    private String filled(String template) {
        return template.replace("%h", NOBODY).replace("%u", user).replace("%s", password);
    }

    private interface Attempt {
        Connection run() throws SQLException;
    }

    private static void told(Attempt attempt) {
        try {
            attempt.run();
        } catch (SQLException | RuntimeException failed) {
            System.out.println(failed.getClass().getSimpleName());
        }
    }

    /** Says all in its exceptions, and in those that these were caused by, suppressed and followed by. */
    private record Talkative(String secret) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            Exception cause = new IllegalStateException("password=" + secret, new IllegalArgumentException(secret));
            SQLException failed = new SQLTransientConnectionException("no login with " + secret, "08001", 17, cause);
            failed.addSuppressed(new SQLException("nor with '" + secret + "'", secret));
            failed.setNextException(new SQLException("then " + secret + ": refused", "28000"));
            throw failed;
        }

        @Override
        public Connection getConnection(String name, String word) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException(secret);
        }

        @Override
        public void setLogWriter(PrintWriter writer) {
            throw new UnsupportedOperationException(secret);
        }

        @Override
        public void setLoginTimeout(int seconds) {
            throw new UnsupportedOperationException(secret);
        }

        @Override
        public int getLoginTimeout() {
            throw new UnsupportedOperationException(secret);
        }

        @Override
        public Logger getParentLogger() {
            throw new UnsupportedOperationException(secret);
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException(secret);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            throw new UnsupportedOperationException(secret);
        }
    }
}
