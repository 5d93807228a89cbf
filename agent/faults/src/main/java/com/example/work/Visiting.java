package com.example.work;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** A thread for each visitor, who asks one thing: platform or virtual, how many. */
public final class Visiting {
    private static final int CONNECTIONS = 8;

    private Visiting() {}

    public static void main(String[] args) throws Exception {
        int visitors = Integer.parseInt(args[1]);
        AtomicLong answers = new AtomicLong();
        Semaphore served = new Semaphore(0);
        try (AutoCloseable pool = (AutoCloseable) Pool.HIKARI.open(CONNECTIONS)) {
            ExecutorService threads = threads(args[0], visitors);
            for (int i = 0; i < visitors; i++) {
                int number = i;
                threads.execute(() -> {
                    answers.addAndGet(ask((DataSource) pool, number));
                    served.release();
                });
            }
            served.acquire(visitors);
            threads.shutdown();
        }
        System.out.println(visitors + " visitors, answers " + answers);
        Finale.await();
        Finale.last();
    }

    /** Virtual ones are unknown to the JDK that this is compiled for. */
    private static ExecutorService threads(String kind, int visitors) throws ReflectiveOperationException {
        return kind.equals("virtual")
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newFixedThreadPool(visitors);
    }

    private static long ask(DataSource pool, int number) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT ? * 3")) {
            statement.setInt(1, number);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
