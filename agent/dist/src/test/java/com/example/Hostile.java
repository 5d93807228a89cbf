package com.example;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;

/** Data sources that do what none should, and what their callers see of it. */
public final class Hostile {
    private Hostile() {}

    private interface Source {
        Connection connection() throws SQLException;
    }

    /** As small as a data source can be. */
    private record Bare(Source source) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return source.connection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            return new PrintWriter(System.out, true, StandardCharsets.UTF_8);
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
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }

    /** Asks itself again and again, and then gives in. */
    private static final class Recursing implements Source {
        private final DataSource inner = H2.source("jdbc:h2:mem:hostile");
        private final DataSource itself = new Bare(this);
        private int depth;

        @Override
        public Connection connection() throws SQLException {
            return depth++ < 500 ? itself.getConnection() : inner.getConnection();
        }
    }

    /** Closes, and complains of it. */
    private static final class Complaining extends JdbcConnection {
        Complaining(JdbcConnection connection) {
            super(connection);
        }

        @Override
        public synchronized void close() throws SQLException {
            super.close();
            throw new SQLException("closed, and sorry for it", "HY000");
        }
    }

    @SuppressWarnings({"NullAway", "InfiniteRecursion"})
    public static void main(String[] args) throws SQLException {
        DataSource good = H2.source("jdbc:h2:mem:hostile;DB_CLOSE_DELAY=-1");
        Connection shared = good.getConnection();
        see("throws", () -> {
            throw new SQLException("no", "08001");
        });
        see("throws an error", () -> {
            throw new AssertionError("what now");
        });
        see("throws nothing known", () -> {
            throw new Unsaid();
        });
        see("returns null", () -> null);
        see("the same", () -> shared);
        see("the same again", () -> shared);
        see("recurses", new Recursing());
        see("never ends", Hostile::forEver);
        see("complains", () -> new Complaining((JdbcConnection) good.getConnection()));
        System.out.println(shared.isClosed());
    }

    private static Connection forEver() throws SQLException {
        return new Bare(Hostile::forEver).getConnection();
    }

    private static void see(String title, Source source) {
        for (int i = 0; i < 3; i++) {
            System.out.println(title + ": " + seen(new Bare(source)));
        }
    }

    private static String seen(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection == null ? "null" : connection.getClass().getSimpleName() + Queries.one(connection);
        } catch (Unsaid failed) {
            return failed.getClass().getName();
        } catch (SQLException failed) {
            return failed.getMessage() + "/" + failed.getSQLState() + "/" + failed.getSuppressed().length;
        } catch (Throwable failed) {
            return failed.getClass().getName();
        }
    }

    /** Its own accessors throw. */
    private static final class Unsaid extends SQLException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("message");
        }

        @Override
        public String getSQLState() {
            throw new IllegalStateException("state");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("cause");
        }
    }
}
