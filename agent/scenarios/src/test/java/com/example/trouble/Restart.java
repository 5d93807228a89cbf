package com.example.trouble;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** Works on after its server's administrator ended all sessions while they were idle. */
public final class Restart {
    private static final long PAUSE_NANOS = 1_500_000_000L;

    public static void main(String[] args) throws Exception {
        try (Lender lender = Lender.of(args)) {
            use(lender);
            LockSupport.parkNanos(PAUSE_NANOS);
            endAll(args);
            try {
                use(lender);
            } catch (SQLException dead) {
                System.out.println("met " + dead.getSQLState());
            }
            use(lender);
            new PatientWait().forFindings();
        }
    }

    private static void use(Lender lender) throws SQLException {
        Connection connection = lender.borrow();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } finally {
            lender.giveBack(connection);
        }
    }

    private static void endAll(String... args) throws SQLException {
        try (Connection administrator = DriverManager.getConnection(args[1], args[2], args[3]);
                Statement statement = administrator.createStatement()) {
            statement.execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }
    }

    private Restart() {}
}
