package com.example;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Holds a connection for long, each word in its own way: {@code job} within the method that acquired it, {@code handover}
 * by another thread that goes on using it, {@code late} by nobody until it is returned after all, {@code garbage} not
 * even so. Beside it another thread truly forgets one, as a mark that the time of a leak has come. The next line of the
 * standard input ends the holding, the end of it the program.
 */
public final class Holding {
    private final HikariDataSource pool;
    private final BlockingQueue<Connection> kept = new ArrayBlockingQueue<>(1);

    private Holding(HikariDataSource pool) {
        this.pool = pool;
    }

    public static void main(String[] args) throws Exception {
        Holding holding = new Holding(Hikari.pool("jdbc:h2:mem:holding", "sa", "", 4));
        holding.hold(args[0]);
        System.out.println("over");
        System.in.read();
        System.exit(0);
    }

    private void hold(String how) throws Exception {
        switch (how) {
            case "job" -> job();
            case "handover" -> handOver();
            case "late" -> returnLate();
            default -> loseHandle();
        }
    }

    private void job() throws Exception {
        Here.acquires("job");
        try (Connection connection = pool.getConnection()) {
            Queries.one(connection);
            forgetAnother();
            System.in.read();
        }
    }

    private void handOver() throws Exception {
        lend();
        Thread user = new Thread(this::useTheKept, "user");
        user.start();
        user.join();
    }

    /** Uses it before the mark is set, and again at the end. */
    private void useTheKept() {
        try (Connection connection = kept.take()) {
            Queries.one(connection);
            forgetAnother();
            System.in.read();
            Queries.one(connection);
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private void returnLate() throws Exception {
        lend();
        forgetAnother();
        System.in.read();
        kept.take().close();
    }

    private void lend() throws SQLException {
        Here.acquires("lend");
        Connection connection = pool.getConnection();
        Queries.one(connection);
        kept.add(connection);
    }

    private void loseHandle() throws Exception {
        forget();
        while (System.in.available() == 0) {
            System.gc();
            Thread.sleep(50);
        }
    }

    private void forgetAnother() throws InterruptedException {
        Thread forgetful = new Thread(this::forgetQuietly, "forgetful");
        forgetful.start();
        forgetful.join();
    }

    private void forgetQuietly() {
        try {
            forget();
        } catch (SQLException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private void forget() throws SQLException {
        Here.acquires("forget");
        Queries.one(pool.getConnection());
    }
}
