package io.connwake.recorder.event;

/**
 * What {@link PoolFacts#library()} says of the pools of which more is known than their settings. An application's own is called
 * by its class, whose name may hold any of these.
 */
public final class PoolLibrary {
    public static final String HIKARI_CP = "HikariCP";
    public static final String TOMCAT_JDBC = "Tomcat JDBC";
    public static final String DBCP_2 = "Commons DBCP 2";
    /** The same code, repackaged by Tomcat. */
    public static final String TOMCAT_DBCP_2 = "Tomcat DBCP 2";

    public static final String C3P0 = "c3p0";
    public static final String DRUID = "Druid";
    public static final String VIBUR = "Vibur";
    public static final String AGROAL = "Agroal";
    public static final String ORACLE_UCP = "Oracle UCP";
    public static final String H2 = "H2 pool";
    public static final String MARIADB = "MariaDB pool";

    private PoolLibrary() {}
}
