package com.example;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of three that is jammed and cleared as the lines of the standard input say, which begin with {@code jam} or
 * {@code clear}: one connection is held by a thread that has ended, one within a method that does nothing with it, one
 * within a query that takes its time, and two threads wait. {@code hikari} or {@code dbcp}, URL, user, password; the
 * property {@code jam.java} has it pass for a JVM of that version.
 */
public final class Jam {
    private static final int SIZE = 3;
    private static final long LOOK_NANOS = 1_000_000;

    private final DataSource pool;
    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable Connection orphan;
    private volatile @Nullable Statement query;
    private volatile CountDownLatch over = new CountDownLatch(1);

    private Jam(DataSource pool) {
        this.pool = pool;
    }

    public static void main(String[] args) throws Exception {
        String java = System.getProperty("jam.java");
        if (java != null) {
            System.setProperty("java.specification.version", java);
        }
        Jam jam = new Jam(
                args[0].equals("hikari")
                        ? Hikari.pool(args[1], args[2], args[3], SIZE)
                        : Dbcp.pool(args[1], args[2], args[3], SIZE));
        jam.ask();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("jam")) {
                jam.jam();
            } else {
                jam.clear();
            }
            System.out.println(line + " done");
        }
        System.exit(0);
    }

    private void jam() throws InterruptedException {
        over = new CountDownLatch(1);
        Thread mortal = run("mortal", this::orphan);
        mortal.join();
        Thread holder = run("holder", this::hold);
        await(holder, "await");
        Thread reader = run("reader", this::read);
        await(reader, "executeQuery");
        for (int i = 1; i <= 2; i++) {
            Thread waiter = run("waiter-" + i, this::ask);
            await(waiter, "getConnection");
        }
    }

    private void clear() throws Exception {
        Objects.requireNonNull(query).cancel();
        over.countDown();
        Objects.requireNonNull(orphan).close();
        for (Thread each : threads) {
            each.join();
        }
        threads.clear();
    }

    private void orphan() throws SQLException {
        Connection connection = pool.getConnection();
        orphan = connection;
        Queries.one(connection);
    }

    private void hold() throws Exception {
        try (Connection connection = pool.getConnection()) {
            Queries.one(connection);
            over.await();
        }
    }

    private void read() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            query = statement;
            statement.executeQuery("SELECT pg_sleep(3600)");
        } catch (SQLException cancelled) {
            // As clear() wants it.
        }
    }

    private void ask() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Queries.one(connection);
        }
    }

    /** What a thread does. */
    private interface Work {
        void run() throws Exception;
    }

    private Thread run(String name, Work work) {
        Thread thread = new Thread(() -> runQuietly(work), name);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private static void runQuietly(Work work) {
        try {
            work.run();
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** Until it is within a call of that name and does not run on its own. */
    private static void await(Thread thread, String method) {
        while (!isWithin(thread, method)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isWithin(Thread thread, String method) {
        StackTraceElement[] stack = thread.getStackTrace();
        boolean rests = thread.getState() != Thread.State.RUNNABLE || method.equals("executeQuery");
        for (StackTraceElement each : stack) {
            if (rests && each.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }
}
