package com.example.driver;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;

/**
 * What an application does with a driver, case by case: each has a thread of its name. Tells of each what the
 * application saw. Arguments: the {@link Product}, its URL, user, password, a port on which nobody listens, the cases.
 */
public final class DriverCases {
    private static final int SECONDS = 5;

    private final Product product;
    private final Login login;
    private final String refusingPort;

    private DriverCases(Product product, Login login, String refusingPort) {
        this.product = product;
        this.login = login;
        this.refusingPort = refusingPort;
    }

    public static void main(String[] args) throws InterruptedException {
        Login login = new Login(args[1], args[2], args[3]);
        DriverCases cases = new DriverCases(Product.valueOf(args[0]), login, args[4]);
        for (int i = 5; i < args.length; i++) {
            cases.run(args[i]);
        }
    }

    /** One case; gives what the application saw. */
    private interface Case {
        String run() throws Exception;
    }

    /** How a connection is had. */
    private interface Way {
        Connection connect(Login login) throws Exception;
    }

    private Case named(String name) {
        return switch (name) {
            case "manager" -> this::manager;
            case "source" -> this::source;
            case "handles" -> this::handles;
            case "superseded" -> this::superseded;
            case "xa" -> this::xa;
            case "statements" -> () -> new Executions(product, "statements").run(connect(login));
            case "called" -> () -> new Executions(product, "called").call(connect(login));
            case "transactions" -> () -> new Transactions(product, "transactions").run(() -> connect(login));
            case "errors" -> this::errors;
            case "valid" -> this::valid;
            case "aborted" -> this::aborted;
            case "closed_twice" -> this::closedTwice;
            case "use_after_close" -> this::useAfterClose;
            case "asked_late" -> () -> after(closed());
            case "asked_late_for_prepared" -> () -> preparedAfter(closed());
            case "stopped" -> this::stopped;
            case "refused" -> () -> refused(login.withUrl(product.refusingUrl(login.url(), refusingPort)));
            case "wrong_password" -> () -> refused(login.withPassword("not-the-password"));
            case "unknown_database" ->
                () -> refused(login.withUrl(login.url().replaceFirst("(\\d/)\\w+", "$1nowhere")));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void run(String name) throws InterruptedException {
        Case body = named(name);
        Thread thread = new Thread(() -> tell(name, body), name);
        thread.start();
        thread.join();
    }

    private static void tell(String name, Case body) {
        String seen;
        try {
            seen = body.run();
        } catch (Exception unexpected) {
            seen = "unexpected " + unexpected;
        }
        System.out.println(name + ": " + seen);
    }

    private static Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }

    private String manager() throws SQLException {
        try (Connection connection = connect(login)) {
            query(connection);
        }
        return "ok";
    }

    private String source() throws Exception {
        DataSource source = product.source(login);
        try (Connection connection = source.getConnection()) {
            query(connection);
        }
        return "ok";
    }

    private String handles() throws Exception {
        ConnectionPoolDataSource source = product.handles(login);
        PooledConnection pooled = source.getPooledConnection();
        String seen = place(pooled) + " " + place(pooled);
        pooled.close();
        return seen;
    }

    /** MariaDB Connector/J 3.5.1 lends only once. */
    private String place(PooledConnection pooled) throws SQLException {
        try (Connection handle = pooled.getConnection()) {
            query(handle);
            return "ok";
        } catch (SQLException refused) {
            return "sqlstate=" + refused.getSQLState();
        }
    }

    /** The second handle ends the first; HSQLDB refuses it. */
    private String superseded() throws Exception {
        ConnectionPoolDataSource source = product.handles(login);
        PooledConnection pooled = source.getPooledConnection();
        Connection earlier = pooled.getConnection();
        query(earlier);
        String seen = place(pooled);
        earlier.close();
        pooled.close();
        return seen;
    }

    private String xa() throws Exception {
        XADataSource source = product.xa(login);
        XAConnection connection = source.getXAConnection();
        XAResource resource = connection.getXAResource();
        Branch branch = new Branch("branch-" + ProcessHandle.current().pid());
        try (Connection handle = connection.getConnection()) {
            resource.start(branch, XAResource.TMNOFLAGS);
            query(handle);
            resource.end(branch, XAResource.TMSUCCESS);
            boolean onePhase = !product.commitsInTwoPhases();
            if (onePhase || resource.prepare(branch) == XAResource.XA_OK) {
                resource.commit(branch, onePhase);
            }
        }
        connection.close();
        return "ok";
    }

    private String errors() throws SQLException {
        try (Connection connection = connect(login)) {
            query(connection);
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery("SELECT 1 FROM");
                return "no error";
            } catch (SQLException wanted) {
                return "sqlstate=" + wanted.getSQLState();
            }
        }
    }

    private String valid() throws SQLException {
        try (Connection connection = connect(login)) {
            return String.valueOf(connection.isValid(SECONDS));
        }
    }

    private String aborted() throws SQLException {
        Connection connection = connect(login);
        query(connection);
        connection.abort(Runnable::run);
        boolean isClosed = connection.isClosed();
        connection.close();
        return "closed=" + isClosed;
    }

    private String closedTwice() throws SQLException {
        Connection connection = connect(login);
        query(connection);
        connection.close();
        connection.close();
        return "ok";
    }

    private String useAfterClose() throws SQLException {
        Connection connection = connect(login);
        Statement statement = connection.createStatement();
        statement.executeQuery(product.query).close();
        connection.close();
        return after(statement) + " " + after(connection);
    }

    private Connection closed() throws SQLException {
        Connection connection = connect(login);
        query(connection);
        connection.close();
        return connection;
    }

    private String preparedAfter(Connection closed) {
        try (Statement statement = closed.prepareStatement(product.query)) {
            return "prepared " + statement.getMaxRows();
        } catch (SQLException wanted) {
            return "sqlstate=" + wanted.getSQLState();
        }
    }

    /** Another thread closes it under its owner, who closes it all the same. */
    private String stopped() throws Exception {
        try (Connection connection = connect(login)) {
            query(connection);
            Thread watchdog = new Thread(() -> close(connection), "stopped");
            watchdog.start();
            watchdog.join();
            return stillAsked(connection);
        }
    }

    private static String stillAsked(Connection stopped) {
        try (Statement statement = stopped.createStatement()) {
            return "created " + statement.getMaxRows();
        } catch (SQLException wanted) {
            return "sqlstate=" + wanted.getSQLState();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private String after(Statement closed) {
        try {
            closed.executeQuery(product.query).close();
            return "executed";
        } catch (SQLException wanted) {
            return "sqlstate=" + wanted.getSQLState();
        }
    }

    private String after(Connection closed) {
        try (Statement statement = closed.createStatement()) {
            return after(statement);
        } catch (SQLException wanted) {
            return "sqlstate=" + wanted.getSQLState();
        }
    }

    /** Three ways to be refused. */
    private String refused(Login nowhere) throws Exception {
        Way[] ways = {
            DriverCases::connect,
            there -> product.source(there).getConnection(),
            there -> product.handles(there).getPooledConnection().getConnection()
        };
        StringBuilder seen = new StringBuilder();
        for (Way each : ways) {
            seen.append(refused(each, nowhere)).append(' ');
        }
        return seen.toString().trim();
    }

    private static String refused(Way way, Login nowhere) throws Exception {
        try (Connection unexpected = way.connect(nowhere)) {
            return "connected " + unexpected;
        } catch (SQLException wanted) {
            return "refused";
        }
    }

    private void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery(product.query).close();
        }
    }
}
