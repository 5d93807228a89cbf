package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/**
 * What is known of each library, one row each: how people call it, whether its frames are a pool's, and whose packages
 * they are in. The settings of the pools are in {@link PoolSettings}.
 */
enum Libraries {
    HIKARI_CP("HikariCP", true, "com.zaxxer.hikari."),
    TOMCAT_JDBC("Tomcat JDBC", true, "org.apache.tomcat.jdbc."),
    DBCP_2("Commons DBCP 2", true, "org.apache.commons.dbcp2."),
    TOMCAT_DBCP_2("Tomcat DBCP 2", true, "org.apache.tomcat.dbcp."),
    COMMONS_POOL("Commons Pool 2", true, "org.apache.commons.pool2."),
    C3P0("c3p0", true, "com.mchange."),
    DRUID("Druid", true, "com.alibaba.druid."),
    VIBUR("Vibur", true, "org.vibur."),
    AGROAL("Agroal", true, "io.agroal."),
    ORACLE_UCP("Oracle UCP", true, "oracle.ucp."),
    H2_POOL("H2 pool", true, "org.h2.jdbcx.JdbcConnectionPool"),
    MARIADB_POOL("MariaDB pool", true, "org.mariadb.jdbc.MariaDbPoolDataSource"),
    MARIADB_POOL_PARTS("MariaDB pool", true, "org.mariadb.jdbc.pool."),
    MARIADB_2_POOL_PARTS("MariaDB pool", true, "org.mariadb.jdbc.internal.util.pool."),
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
    PGJDBC("pgjdbc", false, "org.postgresql."),
    H2("H2", false, "org.h2."),
    MYSQL("MySQL Connector/J", false, "com.mysql."),
    MARIADB("MariaDB Connector/J", false, "org.mariadb.jdbc."),
    HSQLDB("HSQLDB", false, "org.hsqldb."),
    DERBY("Derby", false, "org.apache.derby."),
    SQLITE("SQLite", false, "org.sqlite."),
    SQL_SERVER("mssql-jdbc", false, "com.microsoft.sqlserver."),
    ORACLE("ojdbc", false, "oracle.jdbc.");

    private static final Libraries[] ALL = values();

    final String label;
    final boolean isPool;
    private final String prefix;

    Libraries(String label, boolean isPool, String prefix) {
        this.label = label;
        this.isPool = isPool;
        this.prefix = prefix;
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

    /** Whether a frame of this class only hands connections on to the application. */
    static boolean passesConnectionsOn(String className) {
        return of(className) != null;
    }

    static boolean isPool(String className) {
        Libraries library = of(className);
        return library != null && library.isPool;
    }
}
