package io.connwake.weaving;

import org.jspecify.annotations.Nullable;

/**
 * The classes in which the libraries that are known hand out connections: a method of each of them must be hooked, or the
 * library has changed beyond our knowledge. {@link CandidateFilter#mayBeEntrance} knows how their names end.
 */
public final class Entrances {
    private static final String[] NAMES = {
        "com/zaxxer/hikari/HikariDataSource", "HikariCP",
        "org/apache/tomcat/jdbc/pool/DataSourceProxy", "Tomcat JDBC",
        "org/apache/commons/dbcp2/BasicDataSource", "Commons DBCP 2",
        "org/apache/tomcat/dbcp/dbcp2/BasicDataSource", "Tomcat DBCP 2",
        "com/mchange/v2/c3p0/impl/AbstractPoolBackedDataSource", "c3p0",
        "com/alibaba/druid/pool/DruidDataSource", "Druid",
        "org/vibur/dbcp/ViburDBCPDataSource", "Vibur",
        "io/agroal/pool/DataSource", "Agroal",
        "oracle/ucp/jdbc/PoolDataSourceImpl", "Oracle UCP",
        "org/postgresql/Driver", "pgjdbc",
        "org/h2/Driver", "H2",
        "com/mysql/cj/jdbc/NonRegisteringDriver", "MySQL Connector/J",
        "org/mariadb/jdbc/Driver", "MariaDB Connector/J",
        "org/sqlite/JDBC", "SQLite",
        "org/hsqldb/jdbc/JDBCDriver", "HSQLDB",
        "com/microsoft/sqlserver/jdbc/SQLServerDriver", "mssql-jdbc",
        "oracle/jdbc/driver/OracleDriver", "ojdbc",
    };

    private Entrances() {}

    /** The library of whose entrances a class is one, by its internal name, or null. */
    public static @Nullable String libraryOf(String className) {
        for (int i = 0; i < NAMES.length; i += 2) {
            if (NAMES[i].equals(className)) {
                return NAMES[i + 1];
            }
        }
        return null;
    }

    static String[] names() {
        return NAMES.clone();
    }
}
