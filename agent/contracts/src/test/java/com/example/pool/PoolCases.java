package com.example.pool;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * What an application does with a pool, case by case: each has a thread and a database of its name, and a pool of its
 * own. Tells of each what the application saw. Arguments: the adapter's class, the URL with {@code %s} for the database's
 * name, user, password, a port on which nobody listens, the cases.
 */
public final class PoolCases {
    private static final int PATIENT_MILLIS = 20_000;
    private static final int HURRIED_MILLIS = 500;
    /** Who gives up before the server has refused has met a timeout, and a busy machine takes its time. */
    private static final int UNTIL_REFUSED_MILLIS = 1_000;

    private static final int WORKERS = 8;
    private static final int LEASES_OF_A_WORKER = 25;

    private final PoolAdapter library;
    private final Target server;
    private final String refusingPort;

    private PoolCases(PoolAdapter library, Target server, String refusingPort) {
        this.library = library;
        this.server = server;
        this.refusingPort = refusingPort;
    }

    public static void main(String[] args) throws Exception {
        PoolAdapter library = Class.forName(args[0])
                .asSubclass(PoolAdapter.class)
                .getDeclaredConstructor()
                .newInstance();
        PoolCases cases = new PoolCases(library, new Target("", args[1], args[2], args[3]), args[4]);
        for (int i = 5; i < args.length; i++) {
            cases.run(args[i]);
        }
    }

    private Case named(String name) {
        return switch (name) {
            case "reused" -> this::reused;
            case "two_at_once" -> this::twoAtOnce;
            case "waited" -> this::waited;
            case "exhausted" -> this::exhausted;
            case "unreachable" -> this::unreachable;
            case "wrong_password" -> this::wrongPassword;
            case "full" -> this::full;
            case "closed_twice" -> this::closedTwice;
            case "careless" -> target -> alone(target, true);
            case "careful" -> target -> alone(target, false);
            case "concurrent" -> this::concurrent;
            case "killed" -> this::killed;
            case "forgotten" -> this::forgotten;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** One case; gives what the application saw. */
    private interface Case {
        String run(Target target) throws Exception;
    }

    private void run(String name) throws InterruptedException {
        Case body = named(name);
        Target target = new Target(name, server.url().replace("%s", name), server.user(), server.password());
        Thread thread = new Thread(() -> tell(name, body, target), name);
        thread.start();
        thread.join();
    }

    private static void tell(String name, Case body, Target target) {
        String seen;
        try {
            seen = body.run(target);
        } catch (Exception unexpected) {
            seen = "unexpected " + unexpected;
        }
        System.out.println(name + ": " + seen);
    }

    /** Of one, since Druid's own thread may open another meanwhile. */
    private String reused(Target target) throws Exception {
        DataSource pool = library.open(target, 1, PATIENT_MILLIS);
        for (int i = 0; i < 3; i++) {
            place(pool);
        }
        library.close(pool);
        return "ok";
    }

    private String twoAtOnce(Target target) throws Exception {
        DataSource pool = library.open(target, 2, PATIENT_MILLIS);
        try (Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            query(one);
            query(other);
        }
        library.close(pool);
        return "ok";
    }

    private String waited(Target target) throws Exception {
        DataSource pool = library.open(target, 1, PATIENT_MILLIS);
        List<Throwable> failed = new ArrayList<>();
        Thread waiter = new Thread(() -> attempt(pool, failed), "waited");
        try (Connection held = pool.getConnection()) {
            query(held);
            waiter.start();
            while (!isWaiting(waiter)) {
                Thread.onSpinWait();
            }
        }
        waiter.join();
        library.close(pool);
        return failed.isEmpty() ? "ok" : failed.toString();
    }

    private static boolean isWaiting(Thread thread) {
        boolean blocked = thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
        if (!blocked) {
            return false;
        }
        for (StackTraceElement each : thread.getStackTrace()) {
            if (each.getMethodName().equals("getConnection")) {
                return true;
            }
        }
        return false;
    }

    private static void attempt(DataSource pool, List<Throwable> failed) {
        try {
            place(pool);
        } catch (SQLException unexpected) {
            failed.add(unexpected);
        }
    }

    private String exhausted(Target target) throws Exception {
        DataSource pool = library.open(target, 1, HURRIED_MILLIS);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        Thread holder = new Thread(() -> hold(pool, held, refused), "exhausted");
        holder.start();
        held.await();
        String seen = refused(pool);
        refused.countDown();
        holder.join();
        library.close(pool);
        return seen;
    }

    private static void hold(DataSource pool, CountDownLatch held, CountDownLatch refused) {
        try (Connection connection = pool.getConnection()) {
            query(connection);
            held.countDown();
            refused.await();
        } catch (SQLException | InterruptedException unexpected) {
            held.countDown();
            throw new IllegalStateException(unexpected);
        }
    }

    private String unreachable(Target target) throws Exception {
        String url = target.url().replace("jdbc:h2:mem:", "jdbc:h2:tcp://127.0.0.1:0/mem:");
        return refusedAtOnce(target.withUrl(url.replaceFirst(":\\d+/", ":" + refusingPort + "/")));
    }

    private String wrongPassword(Target target) throws Exception {
        return refusedAtOnce(target.withPassword("not-the-password"));
    }

    private String full(Target target) throws Exception {
        try (Connection only = DriverManager.getConnection(target.url(), target.user(), target.password());
                Statement statement = only.createStatement()) {
            statement.execute("ALTER DATABASE \"" + only.getCatalog() + "\" CONNECTION LIMIT 1");
            return refusedAtOnce(target);
        }
    }

    private String refusedAtOnce(Target target) throws Exception {
        DataSource pool;
        try {
            pool = library.open(target, 1, UNTIL_REFUSED_MILLIS);
        } catch (Exception alreadyHere) {
            return "refused";
        }
        String seen = refused(pool);
        library.close(pool);
        return seen;
    }

    private static String refused(DataSource pool) {
        try (Connection unexpected = pool.getConnection()) {
            return "lent " + unexpected;
        } catch (SQLException wanted) {
            return "refused";
        }
    }

    private String closedTwice(Target target) throws Exception {
        DataSource pool = library.open(target, 1, PATIENT_MILLIS);
        Connection connection = pool.getConnection();
        query(connection);
        connection.close();
        connection.close();
        place(pool);
        library.close(pool);
        return "ok";
    }

    private String alone(Target target, boolean careless) throws Exception {
        DataSource pool = library.open(target, 1, PATIENT_MILLIS);
        Careless owner = new Careless(pool);
        if (careless) {
            owner.doWrong();
        } else {
            owner.doRight();
        }
        library.close(pool);
        return "ok";
    }

    private String concurrent(Target target) throws Exception {
        DataSource pool = library.open(target, 4, PATIENT_MILLIS);
        List<Thread> workers = new ArrayList<>();
        List<Throwable> failed = java.util.Collections.synchronizedList(new ArrayList<>());
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < WORKERS; i++) {
            Thread worker = new Thread(() -> work(pool, start, failed), "concurrent");
            worker.start();
            workers.add(worker);
        }
        start.countDown();
        for (Thread each : workers) {
            each.join();
        }
        library.close(pool);
        return failed.isEmpty() ? "ok" : failed.toString();
    }

    private static void work(DataSource pool, CountDownLatch start, List<Throwable> failed) {
        try {
            start.await();
            for (int i = 0; i < LEASES_OF_A_WORKER; i++) {
                place(pool);
            }
        } catch (SQLException | InterruptedException unexpected) {
            failed.add(unexpected);
        }
    }

    /** The server ends an idle session; a pool that tests before it lends spares the application the sight. */
    private String killed(Target target) throws Exception {
        DataSource pool = library.open(target, 1, PATIENT_MILLIS);
        place(pool);
        Thread killer = new Thread(() -> kill(target), "killer");
        killer.start();
        killer.join();
        place(pool);
        library.close(pool);
        return "ok";
    }

    private static void kill(Target target) {
        try (Connection administrator = DriverManager.getConnection(target.url(), target.user(), target.password());
                Statement statement = administrator.createStatement()) {
            if (target.url().startsWith("jdbc:mariadb:")) {
                killOnMariaDb(statement);
            } else {
                statement.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            }
        } catch (SQLException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void killOnMariaDb(Statement statement) throws SQLException {
        List<Long> others = otherSessions(statement);
        for (long each : others) {
            statement.execute("KILL " + each);
        }
        while (!otherSessions(statement).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static List<Long> otherSessions(Statement statement) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT id FROM information_schema.processlist" + " WHERE db = DATABASE() AND id <> CONNECTION_ID()")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    /** The pool stays: its last connection is out, and nobody knows any more. */
    private String forgotten(Target target) throws Exception {
        DataSource pool = library.open(target, 2, PATIENT_MILLIS);
        forget(pool);
        place(pool);
        return "ok";
    }

    private static void forget(DataSource pool) throws SQLException {
        query(pool.getConnection());
    }

    private static void place(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            query(connection);
        }
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1").close();
        }
    }
}
