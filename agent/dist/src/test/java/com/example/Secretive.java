package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/** Has a secret wherever one can be put: URL, user, password, the secret. */
public final class Secretive {
    private Secretive() {}

    public static void main(String[] args) throws SQLException {
        String secret = args[3];
        pooled(args, secret);
        connectInVain(args[0] + "?user=" + args[1] + "&password=" + secret, new Properties());
        connectInVain(args[0], properties(args[1], secret));
        connectInVain(args[0] + "_not", properties(args[1], args[2]));
        connectInVain(args[0].replace("//", "//" + args[1] + ":" + secret + "@"), properties(args[1], args[2]));
    }

    private static void pooled(String[] args, String secret) throws SQLException {
        HikariConfig settings = Hikari.settings(args[0] + "?ApplicationName=" + secret, args[1], args[2], 2);
        settings.addDataSourceProperty("options", "-c application_name=" + secret);
        try (HikariDataSource pool = new HikariDataSource(settings);
                Connection connection = pool.getConnection()) {
            Queries.one(connection);
            fail(connection, "SELECT '" + secret + "'::int");
            fail(connection, "SELECT * FROM \"" + secret + "\"");
            fail(connection, "SELECT " + secret.replace('-', '_') + " FROM pg_class");
            bind(connection, secret);
        }
    }

    private static void fail(Connection connection, String sql) {
        try {
            Queries.number(connection, sql);
        } catch (SQLException expected) {
            System.out.println(expected.getSQLState());
        }
    }

    private static void bind(Connection connection, String secret) {
        try (PreparedStatement statement = connection.prepareStatement("SELECT CAST(CAST(? AS text) AS int)")) {
            statement.setString(1, secret);
            statement.executeQuery();
        } catch (SQLException expected) {
            System.out.println(expected.getSQLState());
        }
    }

    private static void connectInVain(String url, Properties properties) {
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            System.out.println("connected " + Queries.one(connection));
        } catch (SQLException expected) {
            System.out.println(expected.getSQLState());
        }
    }

    private static Properties properties(String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }
}
