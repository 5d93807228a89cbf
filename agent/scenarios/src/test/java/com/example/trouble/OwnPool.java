package com.example.trouble;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Forgets {@code close()} with a pool that the application made for itself; the corrected one does not. */
public final class OwnPool extends OwnSource {
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
}
