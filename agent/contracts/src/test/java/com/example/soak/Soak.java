package com.example.soak;

import com.example.pool.PoolAdapter;
import com.example.pool.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Uses one pool of each library correctly for a given time, in short and long transactions with pauses between them.
 * What the server does meanwhile is met as a careful application meets it: roll back, give back, try again later.
 * Arguments: seconds, URL, user, password, the adapters' classes.
 */
public final class Soak {
    private static final int LIMIT = 4;
    private static final int PATIENT_MILLIS = 20_000;
    private static final int LOOKS = 8;
    private static final boolean PAUSES = !"false".equals(System.getProperty("soak.pauses"));
    private static final AtomicLong BORROWED = new AtomicLong();
    private static final long MILLI = 1_000_000L;

    private final DataSource pool;
    private final Random random;
    private final long untilNanos;
    private final AtomicLong done;
    private final AtomicLong failed;

    private Soak(DataSource pool, Random random, long untilNanos, AtomicLong done, AtomicLong failed) {
        this.pool = pool;
        this.random = random;
        this.untilNanos = untilNanos;
        this.done = done;
        this.failed = failed;
    }

    public static void main(String[] args) throws Exception {
        long untilNanos = System.nanoTime() + Long.parseLong(args[0]) * 1_000 * MILLI;
        Map<PoolAdapter, DataSource> pools = new LinkedHashMap<>();
        List<Thread> workers = new ArrayList<>();
        AtomicLong done = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        prepare(new Target("", args[1], args[2], args[3]));
        for (int i = 4; i < args.length; i++) {
            PoolAdapter adapter = Class.forName(args[i])
                    .asSubclass(PoolAdapter.class)
                    .getDeclaredConstructor()
                    .newInstance();
            String name = adapter.getClass().getSimpleName();
            DataSource pool = adapter.open(new Target(name, args[1], args[2], args[3]), LIMIT, PATIENT_MILLIS);
            pools.put(adapter, pool);
            for (int worker = 0; worker < LIMIT; worker++) {
                Soak soak = new Soak(pool, new Random(31L * i + worker), untilNanos, done, failed);
                workers.add(new Thread(soak::work, name + "-" + worker));
            }
        }
        workers.forEach(Thread::start);
        System.out.println("working");
        for (int i = 0; i < LOOKS; i++) {
            tellHeap(untilNanos - (LOOKS - 1 - i) * (untilNanos - System.nanoTime()) / (LOOKS - i));
        }
        for (Thread each : workers) {
            each.join();
        }
        for (Map.Entry<PoolAdapter, DataSource> each : pools.entrySet()) {
            each.getKey().close(each.getValue());
        }
        System.out.println(done + " done, " + failed + " failed");
        System.out.println("borrowed " + BORROWED);
    }

    /** What lives on the heap then. */
    private static void tellHeap(long atNanos) {
        while (System.nanoTime() < atNanos) {
            LockSupport.parkNanos(atNanos - System.nanoTime());
        }
        System.gc();
        System.out.println("heap "
                + (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()));
    }

    private static Connection borrow(DataSource pool) throws SQLException {
        Connection connection = pool.getConnection();
        BORROWED.incrementAndGet();
        return connection;
    }

    private static void prepare(Target target) throws SQLException {
        BORROWED.incrementAndGet(); // without a pool
        try (Connection connection =
                        java.sql.DriverManager.getConnection(target.url(), target.user(), target.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE visit (who text, at timestamp DEFAULT now())");
        }
    }

    private void work() {
        while (System.nanoTime() < untilNanos) {
            try {
                if (random.nextInt(3) == 0) {
                    visit();
                } else {
                    look();
                }
                done.incrementAndGet();
            } catch (SQLException met) {
                failed.incrementAndGet();
                pause(200);
            }
            if (PAUSES) {
                pause(random.nextInt(50) == 0 ? 2_000 : random.nextInt(40));
            }
        }
    }

    private void look() throws SQLException {
        try (Connection connection = borrow(pool);
                PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM visit WHERE who = ?")) {
            query.setString(1, Thread.currentThread().getName());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
            }
        }
    }

    private void visit() throws SQLException {
        try (Connection connection = borrow(pool)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "INSERT INTO visit VALUES ('" + Thread.currentThread().getName() + "')");
                statement.execute("SELECT pg_sleep(" + random.nextInt(20) / 1_000.0 + ")");
                connection.commit();
            } catch (SQLException wrong) {
                rollBack(connection, wrong);
                throw wrong;
            }
            connection.setAutoCommit(true);
        }
    }

    private static void rollBack(Connection connection, SQLException wrong) {
        try {
            connection.rollback();
        } catch (SQLException dead) {
            wrong.addSuppressed(dead);
        }
    }

    private static void pause(int millis) {
        long until = System.nanoTime() + millis * MILLI;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
