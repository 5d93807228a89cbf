package io.connwake.recorder;

import io.connwake.recorder.event.Peer;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the data source of a driver leads, read from its fields, one row each. The paths are those of {@link Fields};
 * {@code a:b} is what the {@link Properties} in field {@code a} have at {@code b}. Every value passes the same
 * allow-list as a URL's parts.
 */
final class DriverDataSource {
    private static final String[] NOWHERE = {};

    /** Where the fields are named as the JDBC specification names the properties (chapter 9.4.1). */
    private static final DriverDataSource UNKNOWN = row("", "other_sql", 0)
            .url("url")
            .host("serverName")
            .port("portNumber")
            .database("databaseName");

    private static final DriverDataSource[] ROWS = {
        row("org.postgresql.ds.common.BaseDataSource", "postgresql", 5432)
                .host("serverNames")
                .port("portNumbers")
                .database("databaseName")
                .local(),
        mysql("com.mysql.cj.jdbc.MysqlDataSource"),
        mysql("com.mysql.jdbc.jdbc2.optional.MysqlDataSource"),
        mariadb("org.mariadb.jdbc.MariaDbDataSource"),
        mariadb("org.mariadb.jdbc.MariaDbPoolDataSource"),
        row("com.microsoft.sqlserver.jdbc.SQLServerDataSource", SqlServerUrl.SYSTEM, 1433)
                .url("dataSourceURL")
                .host("connectionProps:serverName")
                .port("connectionProps:portNumber")
                .database("connectionProps:databaseName")
                .instance("connectionProps:instanceName"),
        oracle("oracle.jdbc.datasource.impl.OracleDataSource"),
        oracle("oracle.jdbc.pool.OracleDataSource"),
        row("org.h2.jdbcx.JdbcDataSource", "h2database", 0).url("url"),
        row("org.hsqldb.jdbc.JDBCCommonDataSource", "hsqldb", 0).url("url").prefix("jdbc:hsqldb:"),
        row("org.apache.derby.jdbc.BasicEmbeddedDataSource40", "derby", 0)
                .url("databaseName")
                .prefix("jdbc:derby:"),
        row("org.apache.derby.jdbc.BasicClientDataSource40", "derby", 1527)
                .host("serverName")
                .port("portNumber")
                .database("databaseName")
                .local(),
        row("org.sqlite.SQLiteDataSource", "sqlite", 0).url("url"),
        row("com.ibm.db2.jcc.DB2BaseDataSource", "ibm.db2", 0)
                .host("serverName")
                .port("portNumber")
                .database("databaseName"),
    };

    private final String className;
    private final String system;
    private final int usualPort;
    private @Nullable String usualHost;
    private String prefix = "";
    private String[] url = NOWHERE;
    private String[] host = NOWHERE;
    private String[] port = NOWHERE;
    private String[] database = NOWHERE;
    private String[] instance = NOWHERE;

    private DriverDataSource(String className, String system, int usualPort) {
        this.className = className;
        this.system = system;
        this.usualPort = usualPort;
    }

    static Peer peer(Object dataSource, Fields fields) {
        return row(dataSource.getClass()).read(dataSource, fields);
    }

    /** Of this class or the nearest one above it. */
    static DriverDataSource row(Class<?> dataSource) {
        for (Class<?> type = dataSource; type != null; type = type.getSuperclass()) {
            DriverDataSource row = row(type.getName());
            if (row != UNKNOWN) {
                return row;
            }
        }
        return UNKNOWN;
    }

    static DriverDataSource row(String className) {
        for (DriverDataSource each : ROWS) {
            if (each.className.equals(className)) {
                return each;
            }
        }
        return UNKNOWN;
    }

    Peer read(Object dataSource, Fields fields) {
        String text = text(dataSource, fields, url);
        Peer told =
                text == null || text.isEmpty() ? null : JdbcUrl.parse(text.startsWith("jdbc:") ? text : prefix + text);
        if (system.equals(SqlServerUrl.SYSTEM)) {
            return sqlServer(dataSource, fields, told);
        }
        if (told == null) {
            return configured(dataSource, fields, system);
        }
        boolean isUnread = this == UNKNOWN && told.equals(JdbcUrl.unknown(told.system()));
        return isUnread ? configured(dataSource, fields, told.system()) : told;
    }

    /** A property goes before the URL's. */
    private Peer sqlServer(Object dataSource, Fields fields, @Nullable Peer told) {
        Peer set = SqlServerUrl.peer(
                text(dataSource, fields, host),
                text(dataSource, fields, port),
                text(dataSource, fields, instance),
                text(dataSource, fields, database));
        if (told == null) {
            return set;
        }
        Peer server = set.address() == null ? told : set;
        return new Peer(
                system, server.address(), server.port(), set.namespace() == null ? told.namespace() : set.namespace());
    }

    private Peer configured(Object dataSource, Fields fields, String known) {
        String named = text(dataSource, fields, host);
        String address = AllowList.host(named == null || named.isEmpty() ? usualHost : named);
        int number = AllowList.port(text(dataSource, fields, port), usualPort);
        boolean located = address != null && number != AllowList.NO_PORT;
        boolean several = fields.read(dataSource, host) instanceof String[] all && all.length > 1;
        return new Peer(
                known,
                located ? address : null,
                located ? number : 0,
                name(text(dataSource, fields, database)),
                located && several);
    }

    /** What attributes follow the name belong to the URL that the driver makes of it. */
    private @Nullable String name(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int semicolon = text.indexOf(';');
        String name = semicolon < 0 ? text : text.substring(0, semicolon);
        return system.equals("derby") ? AllowList.lastSegment(name) : AllowList.identifier(name);
    }

    private static @Nullable String text(Object dataSource, Fields fields, String[] paths) {
        for (String path : paths) {
            String text = text(value(dataSource, fields, path));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable Object value(Object dataSource, Fields fields, String path) {
        int colon = path.indexOf(':');
        if (colon < 0) {
            return fields.read(dataSource, path);
        }
        Object properties = fields.read(dataSource, path.substring(0, colon));
        if (properties == null || properties.getClass() != Properties.class) {
            return null;
        }
        return ((Properties) properties).get(path.substring(colon + 1));
    }

    /** Of several the first; only of classes whose methods are the JDK's. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof String[] several) {
            return several.length > 0 ? several[0] : null;
        }
        if (value instanceof int[] several) {
            return several.length > 0 ? Integer.toString(several[0]) : null;
        }
        return value instanceof String || value instanceof Integer ? value.toString() : null;
    }

    private static DriverDataSource mysql(String className) {
        return row(className, "mysql", 3306)
                .url("url")
                .host("hostName")
                .port("port")
                .database("databaseName")
                .local();
    }

    private static DriverDataSource oracle(String className) {
        return row(className, OracleUrl.SYSTEM, 1521)
                .url("url")
                .host("serverName")
                .port("portNumber")
                .database("serviceName", "databaseName");
    }

    /** Since release 3 there are no properties of its own beside the URL; since 4 that is kept by the configuration. */
    private static DriverDataSource mariadb(String className) {
        return row(className, "mariadb", 3306)
                .url("url", "conf.initialUrl", "urlParser.initialUrl")
                .host("hostname")
                .port("port")
                .database("database");
    }

    private static DriverDataSource row(String className, String system, int usualPort) {
        return new DriverDataSource(className, system, usualPort);
    }

    private DriverDataSource url(String... paths) {
        url = paths;
        return this;
    }

    private DriverDataSource host(String... paths) {
        host = paths;
        return this;
    }

    private DriverDataSource port(String... paths) {
        port = paths;
        return this;
    }

    private DriverDataSource database(String... paths) {
        database = paths;
        return this;
    }

    private DriverDataSource instance(String... paths) {
        instance = paths;
        return this;
    }

    /** Of a URL that is given without. */
    private DriverDataSource prefix(String text) {
        prefix = text;
        return this;
    }

    /** Without a host it is this machine. */
    private DriverDataSource local() {
        usualHost = "localhost";
        return this;
    }
}
