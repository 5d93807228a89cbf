package com.example;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * JDBC objects in front of a real connection that tell of every call made on them, {@code toString} and {@code hashCode}
 * included: as proxies, and as a data source with a class of its own. The last borrow outlasts the leak threshold, its
 * owner gone.
 */
public final class Watchful {
    private static final long HELD_MILLIS = 2_500;

    private Watchful() {}

    public static void main(String[] args) throws Exception {
        Connection behind = DriverManager.getConnection("jdbc:h2:mem:watched");
        DataSource proxied = watched(DataSource.class, behind);
        work(proxied);
        work(new Source(behind));
        Connection kept = forget(new Source(behind));
        Thread.sleep(HELD_MILLIS);
        kept.close();
    }

    private static void work(DataSource source) throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (Connection connection = source.getConnection();
                    PreparedStatement statement = connection.prepareStatement("select 1")) {
                connection.setAutoCommit(false);
                statement.setInt(1, i);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                }
                statement.execute();
                connection.commit();
                connection.isValid(1);
            }
        }
    }

    private static Connection forget(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        connection.createStatement().executeUpdate("update t set a = 1");
        return connection;
    }

    private static <T> T watched(Class<T> type, Connection behind) {
        return type.cast(Proxy.newProxyInstance(
                Watchful.class.getClassLoader(), new Class<?>[] {type}, new Teller(type, behind)));
    }

    private record Teller(Class<?> type, Connection behind) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object self, Method method, Object[] arguments) {
            System.out.println(type.getSimpleName() + "." + method.getName());
            Class<?> result = method.getReturnType();
            if (result == boolean.class) {
                return true;
            }
            if (result == int.class) {
                return 1;
            }
            return result.isInterface() ? watched(result, behind) : null;
        }
    }

    private static final class Source implements DataSource {
        private final Connection behind;

        Source(Connection behind) {
            this.behind = behind;
        }

        @Override
        public Connection getConnection() {
            System.out.println("Source.getConnection");
            return watched(Connection.class, behind);
        }

        @Override
        public Connection getConnection(String user, String password) {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public void setLogWriter(PrintWriter writer) {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public void setLoginTimeout(int seconds) {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public int getLoginTimeout() {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public Logger getParentLogger() {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("nobody asked for that");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            throw new IllegalStateException("nobody asked for that");
        }
    }
}
