package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Leaves something in its session that a proxy can't share; the corrected one does the same without. */
public final class PinnedSessions {
    /** What is left, by the name that the test gives. */
    interface Habit {
        void on(Connection connection) throws SQLException;
    }

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        String how = args[4];
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setPoolName("tenants");
            pool.setJdbcUrl(args[1]);
            pool.setUsername(args[2]);
            pool.setPassword(args[3]);
            pool.setMaximumPoolSize(2);
            if (how.equals("pool") && !corrected) {
                pool.setConnectionInitSql("set statement_timeout = 60000");
            }
            use(pool, habit(how, corrected));
            new PatientWait().forFindings();
        }
    }

    /** Both of its connections. */
    private static void use(HikariDataSource pool, Habit habit) throws SQLException {
        try (Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            habit.on(one);
            habit.on(other);
        }
    }

    private static Habit habit(String how, boolean corrected) {
        return switch (how) {
            case "statement" -> corrected ? PinnedSessions::nameTheSchema : PinnedSessions::setTheSearchPath;
            case "call" -> corrected ? PinnedSessions::nameTheSchema : PinnedSessions::setTheSchema;
            case "lock" -> corrected ? PinnedSessions::lockForTheTransaction : PinnedSessions::lockForTheSession;
            case "mariadb" -> corrected ? PinnedSessions::ask : PinnedSessions::count;
            default -> PinnedSessions::nameTheSchema;
        };
    }

    private static void setTheSearchPath(Connection connection) throws SQLException {
        run(connection, "/* tenant */ set search_path = public");
    }

    private static void setTheSchema(Connection connection) throws SQLException {
        connection.setSchema("public");
    }

    private static void nameTheSchema(Connection connection) throws SQLException {
        run(connection, "select count(*), 'set search_path = x' from pg_catalog.pg_class");
    }

    private static void lockForTheSession(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock_shared(?)")) {
            lock.setInt(1, 7);
            lock.execute();
        }
    }

    private static void lockForTheTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "select pg_advisory_xact_lock_shared(7)");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void count(Connection connection) throws SQLException {
        run(connection, "set @counted = 0");
    }

    private static void ask(Connection connection) throws SQLException {
        run(connection, "set time_zone = '+00:00'");
        try (PreparedStatement asked = connection.prepareStatement("select ?")) {
            asked.setInt(1, 7);
            asked.execute();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PinnedSessions() {}
}
