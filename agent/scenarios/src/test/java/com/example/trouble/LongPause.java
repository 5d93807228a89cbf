package com.example.trouble;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** Works, pauses for longer than its server lets a connection idle, works on. */
public final class LongPause {
    private static final long SHORT_NANOS = 1_100_000_000L;
    private static final long LONG_SECONDS = 3;

    public static void main(String[] args) throws Exception {
        long longNanos = (args.length > 5 ? Long.parseLong(args[5]) : LONG_SECONDS) * 1_000_000_000L;
        try (Lender lender = Lender.of(args)) {
            for (int i = 0; i < 3; i++) {
                pause(SHORT_NANOS);
                use(lender);
            }
            pause(longNanos);
            try {
                use(lender);
            } catch (SQLException dead) {
                System.out.println("met " + dead.getSQLState());
            }
            new PatientWait().forFindings();
        }
    }

    private static void use(Lender lender) throws SQLException {
        Connection connection = lender.borrow(); // dead after the long pause
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } finally {
            lender.giveBack(connection);
        }
    }

    private static void pause(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(nanos - (System.nanoTime() - start));
        }
    }

    private LongPause() {}
}
