package com.example.trouble;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many connections at once, each used again after a time around a limit, whether that is kept there or not. */
public final class IdleSpells {
    private static final int CONNECTIONS = 40;

    /** Is told role, URL, user, password, limit and latest beginning in milliseconds, seed. */
    public static void main(String[] args) throws Exception {
        double limit = Double.parseDouble(args[4]);
        Random random = new Random(Long.parseLong(args[6]));
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            long late = (long) (random.nextDouble() * Double.parseDouble(args[5]));
            long idle = (long) (limit / 2 + random.nextDouble() * limit);
            all.add(threads.submit(() -> live(late, idle, args)));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        new PatientWait().forFindings();
    }

    private static void live(long late, long idle, String... args) {
        try {
            Thread.sleep(late);
            try (Connection connection = DriverManager.getConnection(args[1], args[2], args[3])) {
                use(connection);
                Thread.sleep(idle);
                use(connection);
            }
        } catch (SQLException dead) {
            System.out.println("met " + dead.getSQLState());
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    private static void use(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private IdleSpells() {}
}
