package com.example.trouble;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Opens a connection without a pool for each request, on a thread of its own, and where a statement fails forgets to close it;
 * the corrected one does not. Both keep one for as long as they run.
 */
public final class ForgottenConnection {
    private static final int REQUESTS = 6;

    private final String[] account;
    private final boolean isCorrected;
    /** As a driver or a registry of sessions would: so they are no garbage. */
    private final Queue<Connection> known = new ConcurrentLinkedQueue<>();

    private ForgottenConnection(String[] account, boolean isCorrected) {
        this.account = account;
        this.isCorrected = isCorrected;
    }

    public static void main(String[] args) throws Exception {
        ForgottenConnection program = new ForgottenConnection(args, args[0].equals("corrected"));
        program.keep();
        for (int i = 0; i < REQUESTS; i++) {
            Thread request = new Thread(program::serve, "request-" + (i + 1));
            request.start();
            request.join();
        }
        new PatientWait().forFindings();
    }

    private void keep() throws SQLException {
        known.add(DriverManager.getConnection(account[1], account[2], account[3]));
    }

    private void serve() {
        try {
            Connection connection = DriverManager.getConnection(account[1], account[2], account[3]); // forgotten here
            known.add(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1 / 0");
                connection.close();
            } catch (SQLException wrong) {
                if (isCorrected) {
                    connection.close();
                }
            }
        } catch (SQLException failed) {
            System.out.println(failed.getMessage());
        }
    }
}
