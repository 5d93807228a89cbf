package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Executes a statement on two connections at once, as often as makes the driver prepare it at the server; or, as {@code
 * own}, names statements and deallocates them itself.
 */
public final class SharedSessions {
    private static final int MORE_THAN_THE_THRESHOLD = 7;

    public static void main(String[] args) throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setPoolName("orders");
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(2);
            if (args[0].equals("own")) {
                nameAndDeallocate(pool);
            } else {
                serveTwo(pool);
            }
        }
    }

    private static void serveTwo(DataSource pool) throws SQLException {
        try (Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            serve(one);
            serve(other);
        }
    }

    private static void serve(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*) from pg_class where relname = ?")) {
            for (int i = 0; i < MORE_THAN_THE_THRESHOLD; i++) {
                statement.setString(1, "orders");
                statement.executeQuery().close();
            }
            System.out.println("served");
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getSQLState());
        }
    }

    private static void nameAndDeallocate(DataSource pool) throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (Connection connection = pool.getConnection()) {
                execute(connection, "prepare mine as select 1");
                execute(connection, "prepare mine as select 2");
                execute(connection, "execute nobody");
                serve(connection);
                execute(connection, "deallocate all");
                serve(connection);
                execute(connection, "discard all");
                connection.setAutoCommit(false);
                serve(connection);
                execute(connection, "do $$ begin execute 'deallocate all'; end $$");
                serve(connection);
                connection.rollback();
            }
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getSQLState());
        }
    }

    private SharedSessions() {}
}
