package io.connwake.recorder;

import io.connwake.boot.Carrier;
import io.connwake.recorder.event.PoolLibrary;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each library, one row each: how people call it, whether its frames are a pool's, whose packages they
 * are in, and the fields that hold a driver's id of its session at the server: paths are tried in their order, {@code
 * a.b} is the field {@code b} of the object in field {@code a}. The settings of the pools are in {@link PoolTable}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the array stays in here
enum Libraries {
    HIKARI_CP(PoolLibrary.HIKARI_CP, true, "com.zaxxer.hikari."),
    TOMCAT_JDBC(PoolLibrary.TOMCAT_JDBC, true, "org.apache.tomcat.jdbc."),
    DBCP_2(PoolLibrary.DBCP_2, true, "org.apache.commons.dbcp2."),
    TOMCAT_DBCP_2(PoolLibrary.TOMCAT_DBCP_2, true, "org.apache.tomcat.dbcp."),
    COMMONS_POOL("Commons Pool 2", true, "org.apache.commons.pool2."),
    C3P0(PoolLibrary.C3P0, true, "com.mchange."),
    DRUID(PoolLibrary.DRUID, true, "com.alibaba.druid."),
    VIBUR(PoolLibrary.VIBUR, true, "org.vibur."),
    AGROAL(PoolLibrary.AGROAL, true, "io.agroal."),
    ORACLE_UCP(PoolLibrary.ORACLE_UCP, true, "oracle.ucp."),
    H2_POOL(PoolLibrary.H2, true, "org.h2.jdbcx.JdbcConnectionPool"),
    MARIADB_POOL(PoolLibrary.MARIADB, true, "org.mariadb.jdbc.MariaDbPoolDataSource"),
    MARIADB_POOL_PARTS(PoolLibrary.MARIADB, true, "org.mariadb.jdbc.pool."),
    MARIADB_2_POOL_PARTS(PoolLibrary.MARIADB, true, "org.mariadb.jdbc.internal.util.pool."),
    SPRING_JDBC("Spring JDBC", false, "org.springframework.jdbc."),
    SPRING_TRANSACTIONS("Spring transactions", false, "org.springframework.transaction."),
    SPRING_AOP("Spring AOP", false, "org.springframework.aop."),
    SPRING_ORM("Spring ORM", false, "org.springframework.orm."),
    HIBERNATE("Hibernate", false, "org.hibernate."),
    JOOQ("jOOQ", false, "org.jooq."),
    MYBATIS("MyBatis", false, "org.apache.ibatis."),
    DATASOURCE_PROXY("datasource-proxy", false, "net.ttddyy.dsproxy."),
    P6SPY("p6spy", false, "com.p6spy."),
    AWS_WRAPPER("AWS Advanced JDBC Wrapper", false, "software.amazon.jdbc."),
    // from here on drivers

    /** The server's process, as in {@code PgConnection.getBackendPID()}; seen in 42.2.29 to 42.7.14. */
    PGJDBC("pgjdbc", false, "org.postgresql.", "queryExecutor.cancelPid"),
    H2("H2", false, "org.h2."),
    /** The server's thread; first as seen in 5.1.49, then as in 8.0.11 to 26.10.0. */
    MYSQL(
            "MySQL Connector/J",
            false,
            "com.mysql.",
            "connectionId",
            "session.protocol.serverSession.capabilities.threadId"),
    /**
     * The server's thread; first as seen in 3.0.11 to 4.0.0, then as in 2.2.6 to 2.7.12. Where the driver itself changes
     * servers ({@code jdbc:mariadb:sequential:} and others) the session may change too: nothing is at these paths.
     */
    MARIADB("MariaDB Connector/J", false, "org.mariadb.jdbc.", "client.context.threadId", "protocol.serverThreadId"),
    HSQLDB("HSQLDB", false, "org.hsqldb."),
    DERBY("Derby", false, "org.apache.derby."),
    SQLITE("SQLite", false, "org.sqlite."),
    SQL_SERVER("mssql-jdbc", false, "com.microsoft.sqlserver."),
    ORACLE("ojdbc", false, "oracle.jdbc.");

    private static final Libraries[] ALL = values();
    private static final String ONE_CONNECTION = "org.springframework.jdbc.datasource.SingleConnectionDataSource";

    final String label;
    final boolean isPool;
    private final String prefix;
    private final String[] serverSession;

    Libraries(String label, boolean isPool, String prefix, String... serverSession) {
        this.label = label;
        this.isPool = isPool;
        this.prefix = prefix;
        this.serverSession = serverSession;
    }

    /** The first whose packages a class is in, or null. */
    static @Nullable Libraries of(String className) {
        for (Libraries each : ALL) {
            if (className.startsWith(each.prefix)) {
                return each;
            }
        }
        return null;
    }

    /** Of a data source whose class extends a pool's, the pool's; else as of its own name. */
    static @Nullable Libraries of(Class<?> dataSource) {
        for (Class<?> each = dataSource; each != null; each = each.getSuperclass()) {
            Libraries library = of(each.getName());
            if (isPool(library)) {
                return library;
            }
        }
        return of(dataSource.getName());
    }

    /** Whether a frame of this class only hands connections on to the application. */
    static boolean passesConnectionsOn(String className) {
        return of(className) != null;
    }

    /** Whether a data source of this class is no pool, though what it returns is not the driver's own object. */
    static boolean isWrapper(String className) {
        Libraries library = of(className);
        return library == SPRING_JDBC || library == DATASOURCE_PROXY || library == P6SPY || library == AWS_WRAPPER;
    }

    /** Whether a data source keeps its one connection for itself, so that who borrows it need not give it back. */
    static boolean keepsItsConnection(Class<?> dataSource) {
        for (Class<?> each = dataSource; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(ONE_CONNECTION)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a handle of that class closes itself once more when it is closed: those that UCP generates. */
    static boolean closesTwice(String className) {
        return of(className) == ORACLE_UCP;
    }

    static boolean isDriver(String className) {
        Libraries library = of(className);
        return library != null && library.compareTo(PGJDBC) >= 0;
    }

    static boolean isPool(String className) {
        return isPool(of(className));
    }

    /** Whether a data source of this class is a library's pool, or made of one. */
    static boolean isPool(Class<?> dataSource) {
        return isPool(of(dataSource));
    }

    static boolean isPool(@Nullable Libraries library) {
        return library != null && library.isPool;
    }

    /** Whether it is a driver's own, which lends the driver's connections. */
    static boolean isDriversPool(@Nullable Libraries library) {
        return library == H2_POOL || library == MARIADB_POOL;
    }

    boolean isMariaDbs() {
        return this == MARIADB_POOL || this == MARIADB_POOL_PARTS || this == MARIADB_2_POOL_PARTS;
    }

    /** Whether a driver's pool may lend this connection as it is, so that closing it gives it back. */
    static boolean mayLendItself(Object connection) {
        return of(connection.getClass().getName()) == MARIADB;
    }

    /** A connection of H2, which never holds another, whose class was loaded before us so that no field of it says that. */
    static boolean isBareConnection(Object connection) {
        return !(connection instanceof Carrier) && of(connection.getClass().getName()) == H2;
    }

    /** The server's id of the session behind a driver's connection; 0 where its driver shows none. */
    static long serverSession(Object connection, Fields fields) {
        Libraries driver = of(connection.getClass().getName());
        Object id = driver == null ? null : fields.read(connection, driver.serverSession);
        return id instanceof Number number ? number.longValue() : 0;
    }
}
