package com.example.trouble;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Forgets {@code close()} with a pool that the application made for itself; the corrected one does not. */
public final class OwnPool implements DataSource {
    private static final int SIZE = 2;

    private final String[] server;
    private final Semaphore free = new Semaphore(SIZE);
    private final Deque<Connection> idle = new ArrayDeque<>();

    private OwnPool(String... server) {
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        OwnPool pool = new OwnPool(args[1], args[2], args[3]);
        for (int i = 0; i < 2 * SIZE; i++) {
            try {
                serve(pool, corrected);
            } catch (SQLException refused) {
                // there is none left
            }
        }
        new PatientWait().forFindings();
    }

    private static void serve(DataSource pool, boolean corrected) throws SQLException {
        Connection connection = pool.getConnection(); // forgotten here
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
        if (corrected) {
            connection.close();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            if (!free.tryAcquire(2, TimeUnit.SECONDS)) {
                throw new SQLException("nothing left");
            }
        } catch (InterruptedException stopped) {
            throw new SQLException(stopped);
        }
        Connection known = take();
        return handle(known == null ? DriverManager.getConnection(server[0], server[1], server[2]) : known);
    }

    private synchronized @Nullable Connection take() {
        return idle.poll();
    }

    private synchronized void give(Connection connection) {
        idle.push(connection);
        free.release();
    }

    private Connection handle(Connection connection) {
        Class<?>[] types = {Connection.class};
        return (Connection) Proxy.newProxyInstance(
                OwnPool.class.getClassLoader(), types, (handle, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        give(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
