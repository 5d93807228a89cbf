package io.connwake.recorder;

import io.connwake.recorder.pinning.Dialect;
import io.connwake.recorder.pinning.Pin;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What drivers send of their own accord, at connect or for a call of JDBC, beneath any statement of theirs. Seen in the
 * servers' logs with pgjdbc 42.7.3 and 42.7.4, MariaDB Connector/J 3.5.1 and MySQL Connector/J 9.1.
 */
final class DriverHabits {
    /** The first pgjdbc that sends no {@code SET} after it has connected: it puts its parameters into the startup packet. */
    private static final int[] QUIET_PGJDBC = {42, 7, 4};

    /** With it pgjdbc always did so, from PostgreSQL 9.0 on. */
    private static final String ASSUMED = "assumeMinServerVersion";

    /** Where HikariCP (its two data sources), DBCP, Tomcat JDBC and Druid keep what they give the driver with the URL. */
    private static final String[] GIVEN = {
        "driverProperties",
        "pool.config.dataSourceProperties",
        "dataSourceProperties",
        "connectionProperties",
        "poolProperties.dbProperties",
        "connectProperties"
    };

    private final Fields fields;

    DriverHabits(Fields fields) {
        this.fields = fields;
    }

    /**
     * The bits of the pins.
     *
     * @param source the data source or driver that the connection was asked of
     */
    int onConnect(Object connection, Dialect dialect, @Nullable String url, @Nullable Object source) {
        Libraries driver = driverOf(connection);
        if (dialect == Dialect.POSTGRESQL && driver == Libraries.PGJDBC) {
            boolean isOld = isBefore(QUIET_PGJDBC, pgjdbcVersion(connection));
            return isOld && !assumesVersion(url, source) ? Pin.CONNECT.bit() : 0;
        }
        // 3.x sets session_track_system_variables, which is no variable that RDS Proxy says it tracks
        boolean tracks =
                driver == Libraries.MARIADB && connection.getClass().getName().equals("org.mariadb.jdbc.Connection");
        return dialect == Dialect.MYSQL && tracks ? Pin.CONNECT_LIKELY.bit() : 0;
    }

    private boolean assumesVersion(@Nullable String url, @Nullable Object source) {
        if (url != null && url.contains(ASSUMED + "=")) {
            return true;
        }
        for (String path : GIVEN) {
            Object given = source == null ? null : fields.read(source, path);
            // what the JDK makes itself may be asked
            if (given != null && given.getClass() == Properties.class && ((Properties) given).containsKey(ASSUMED)) {
                return true;
            }
        }
        return false;
    }

    int onCall(Object owner, Dialect dialect, String method, int value) {
        return switch (dialect) {
            case POSTGRESQL -> ofPostgres(owner, method);
            case MYSQL -> ofMySql(owner, method, value);
            case SQL_SERVER -> 0;
        };
    }

    int onPrepare(Object statement, Dialect dialect) {
        if (dialect != Dialect.MYSQL) {
            return 0;
        }
        String name = statement.getClass().getName();
        boolean atServer = name.endsWith("ServerPreparedStatement") || name.endsWith("ServerSidePreparedStatement");
        return atServer ? Pin.PREPARED.bit() : 0;
    }

    private int ofPostgres(Object owner, String method) {
        return switch (method) {
            case "setTransactionIsolation" -> Pin.ISOLATION.bit();
            case "setSchema" -> Pin.SCHEMA.bit();
            case "setClientInfo" -> Pin.CLIENT_INFO.bit();
            case "setReadOnly" -> saysReadOnlyAtOnce(owner) ? Pin.ISOLATION.bit() : 0;
            default -> 0;
        };
    }

    /** {@code readOnlyMode=always}; by default pgjdbc begins its transactions as read only. */
    private boolean saysReadOnlyAtOnce(Object connection) {
        Object behavior = fields.read(connection, "readOnlyBehavior");
        return behavior instanceof Enum<?> known && known.name().equals("always");
    }

    private static int ofMySql(Object owner, String method, int value) {
        Libraries driver = driverOf(owner);
        if (method.equals("setMaxRows")) {
            return value > 0 && driver == Libraries.MYSQL ? Pin.SET.bit() : 0;
        }
        boolean inBulk = method.endsWith("Batch")
                && driver == Libraries.MARIADB
                && owner.getClass().getName().endsWith("PreparedStatement");
        return inBulk ? Pin.PREPARED_LIKELY.bit() : 0;
    }

    private static @Nullable Libraries driverOf(Object driversOwn) {
        return Libraries.of(driversOwn.getClass().getName());
    }

    /** By the manifest of the driver's own jar; null where its classes were packed into another. */
    private static @Nullable String pgjdbcVersion(Object connection) {
        Package its = connection.getClass().getPackage();
        String title = its == null ? null : its.getImplementationTitle();
        boolean isDrivers = title != null && title.startsWith("PostgreSQL JDBC");
        return isDrivers ? its.getImplementationVersion() : null;
    }

    /** False for a version that says nothing: {@code 42.2.29.jre7} is before 42.7.4, {@code beta} is not. */
    static boolean isBefore(int[] first, @Nullable String version) {
        if (version == null) {
            return false;
        }
        int at = 0;
        for (int expected : first) {
            int number = 0;
            int start = at;
            while (at < version.length() && at - start < 8 && Character.isDigit(version.charAt(at))) {
                number = number * 10 + Character.digit(version.charAt(at++), 10);
            }
            if (at == start || number != expected) {
                return at > start && number < expected;
            }
            at++; // the dot
        }
        return false;
    }
}
