package com.example.trouble;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Does one of a few things wrong with a connection: has another thread close it once more when somebody else has it
 * ({@code twice}), uses it after its close ({@code late}, or a statement of it: {@code old}), lets two threads use it
 * at once ({@code shared}). The corrected one does the same work, and closes a connection in try-with-resources that it
 * had closed by hand, which hurts nobody.
 */
public final class CarelessOwner {
    private final DataSource pool;
    private @Nullable Connection kept;

    private CarelessOwner(DataSource pool) {
        this.pool = pool;
    }

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        String what = args[4];
        DataSource pool = what.equals("old") ? tomcat(args) : hikari(args);
        CarelessOwner owner = new CarelessOwner(pool);
        switch (what) {
            case "twice" -> owner.closeTwice(corrected);
            case "late" -> owner.useLate(corrected);
            case "old" -> owner.useOldStatement(corrected);
            default -> owner.share(corrected);
        }
        new PatientWait().forFindings();
        if (pool instanceof HikariDataSource hikari) {
            hikari.close();
        }
    }

    private static DataSource hikari(String[] args) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("careless");
        pool.setJdbcUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaximumPoolSize(2);
        return pool;
    }

    private static DataSource tomcat(String[] args) {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setName("careless");
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setUrl(args[1]);
        pool.setUsername(args[2]);
        pool.setPassword(args[3]);
        pool.setMaxActive(1);
        return pool;
    }

    private void closeTwice(boolean corrected) throws Exception {
        for (int i = 0; i < 3; i++) {
            borrow();
            giveBack();
            try (Connection another = pool.getConnection()) {
                query(another);
                if (!corrected) {
                    Thread cleaner = new Thread(this::giveBackOnceMore, "cleaner");
                    cleaner.start();
                    cleaner.join();
                }
            }
        }
        try (Connection connection = pool.getConnection()) {
            kept = connection;
            giveBack();
        }
    }

    private void borrow() throws SQLException {
        Connection connection = pool.getConnection();
        query(connection);
        kept = connection;
    }

    /** It was given back before. */
    private void giveBackOnceMore() {
        try {
            giveBack();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void giveBack() throws SQLException {
        Connection connection = kept;
        if (connection != null) {
            connection.close();
        }
    }

    private void useLate(boolean corrected) throws SQLException {
        Connection connection = pool.getConnection();
        if (corrected) {
            query(connection);
        }
        connection.close();
        if (!corrected) {
            try {
                query(connection); // too late
            } catch (SQLException itIsClosed) {
                System.out.println("closed");
            }
        }
    }

    private void useOldStatement(boolean corrected) throws SQLException {
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        statement.executeQuery("select 1").close();
        connection.close();
        if (!corrected) {
            statement.executeQuery("select 2").close(); // it still works
        }
        statement.close();
    }

    private void share(boolean corrected) throws Exception {
        try (Connection connection = pool.getConnection(); // for both
                Connection another = pool.getConnection()) {
            CountDownLatch ready = new CountDownLatch(2);
            Thread second = new Thread(() -> waitAtServer(corrected ? another : connection, ready), "second");
            second.start();
            waitAtServer(connection, ready);
            second.join();
            query(connection);
        }
    }

    private static void waitAtServer(Connection connection, CountDownLatch ready) {
        try (Statement statement = connection.createStatement()) {
            ready.countDown();
            ready.await();
            statement.executeQuery("select pg_sleep(0.5)").close();
        } catch (SQLException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
        }
    }
}
