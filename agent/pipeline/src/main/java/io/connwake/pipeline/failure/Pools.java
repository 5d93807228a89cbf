package io.connwake.pipeline.failure;

/** What pools say in their own words, as each was made to say it: the corpus of the tests has them. */
final class Pools {
    private static final String PLAIN = "java.sql.SQLException";

    private Pools() {}

    /** Handles of pools have no state for it. */
    static boolean saysClosedHandle(Said error) {
        if (error.type().equals(PLAIN) && (error.state().equals("VI005") || (error.code() == 31 && isUcp(error)))) {
            return true;
        }
        if (error.state().equals("HY010") && error.says("the connection object is closed")) { // jTDS
            return true;
        }
        return error.state().isEmpty()
                && isPlain(error)
                && ((error.text().startsWith("connection ") && saysClosed(error))
                        || error.text().startsWith("pooledconnection has already been closed")
                        || error.text().equals("database connection closed") // sqlite-jdbc
                        || error.says("operate on a closed connection"));
    }

    private static boolean saysClosed(Said error) {
        return error.says(" is closed")
                || error.says("connection closed")
                || error.says("connection disabled")
                || error.says("connection is null")
                || error.says("has already been closed");
    }

    static boolean isInterrupted(Said error) {
        return error.type().equals("java.lang.InterruptedException")
                || error.state().equals("VI004")
                || (isPlain(error) && error.state().isEmpty() && error.says("interrupted while acquiring"));
    }

    static boolean isClosed(Said error) {
        return switch (error.type()) {
            case "com.alibaba.druid.pool.DataSourceClosedException" -> true;
            case "oracle.ucp.UniversalConnectionPoolException" -> error.says("invalid life cycle state");
            case PLAIN, "java.lang.IllegalStateException" ->
                error.state().equals("VI001")
                        || (error.state().isEmpty()
                                && (!error.text().startsWith("connection ")
                                        || error.text().startsWith("connection pool "))
                                && (error.says("has been closed")
                                        || error.says("has been disposed")
                                        || error.says("pool is closed")
                                        || error.says("data source is closed")));
            default -> false;
        };
    }

    static boolean couldNotCreate(Said error) {
        return switch (error.type()) {
            case "com.mchange.v2.resourcepool.CannotAcquireResourceException",
                    "com.zaxxer.hikari.pool.HikariPool$PoolInitializationException" -> true;
            case PLAIN ->
                error.state().isEmpty()
                        && (error.says("cannot create poolableconnectionfactory")
                                || error.says("cannot get a connection, general error"));
            default -> false;
        };
    }

    static boolean timedOut(Said error) {
        if (error.says("no connection available within the specified time")) {
            return error.isSql();
        }
        return switch (error.type()) {
            case "org.apache.tomcat.jdbc.pool.PoolExhaustedException",
                    "com.alibaba.druid.pool.GetConnectionTimeoutException",
                    "com.mchange.v2.resourcepool.TimeoutException" -> true;
            case "java.sql.SQLTransientConnectionException" -> error.says("request timed out");
            case "java.sql.SQLTimeoutException" ->
                error.state().isEmpty() || error.state().equals("VI002");
            case "java.util.NoSuchElementException" ->
                error.says("timeout waiting for idle object") || error.says("pool exhausted");
            case "oracle.ucp.UniversalConnectionPoolException" -> error.says("connection pool are in use");
            case PLAIN -> saysTimeout(error);
            default -> false;
        };
    }

    private static boolean saysTimeout(Said error) {
        if (error.state().equals("08001")) {
            return error.says("login timeout") || error.says("timed out waiting for a free");
        }
        return error.state().isEmpty()
                && (error.says("acquisition timeout")
                        || error.says("timeout waiting for idle object")
                        || error.says("pool error pool exhausted") // Commons Pool where it is not to wait
                        || error.says("at maximum connection count")); // Proxool 0.9, which never waits
    }

    private static boolean isUcp(Said error) {
        return error.text().startsWith("ucp-");
    }

    private static boolean isPlain(Said error) {
        return error.type().equals(PLAIN) || error.type().startsWith("com.alibaba.druid.");
    }
}
