package io.connwake.recorder;

import io.connwake.recorder.event.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Takes system, host, port and database out of a JDBC URL and nothing else. An allow-list: what isn't made of the
 * characters of a host name, a port or an identifier is dropped, and so are parameters and whatever stands before an
 * {@code @}. Where a secret with an unescaped mark in it makes the parts ambiguous, nothing is taken. Of several hosts
 * the first is told, which need not be the one that answers.
 *
 * <p>The systems are the well-known values of {@code db.system.name}, as the client's own URL names them: the server may
 * be another that speaks the same protocol.
 */
final class JdbcUrl {
    private static final String OTHER = "other_sql";

    /** Drivers that wrap another; what follows is the other's URL. */
    private static final String[] WRAPPERS = {"aws-wrapper:", "p6spy:", "log4jdbc:", "otel:", "tracing:"};

    private JdbcUrl() {}

    /** Whether a name has a URL within, of which nothing may be told but what the parser lets through. */
    static boolean isWithin(String name) {
        for (int colon = name.indexOf(':'); colon >= 0; colon = name.indexOf(':', colon + 1)) {
            if (name.startsWith("//", colon + 1) || name.regionMatches(true, colon - 4, "jdbc", 0, 4)) {
                return true;
            }
        }
        return false;
    }

    static Peer parse(@Nullable String url) {
        if (url == null || !(url.startsWith("jdbc:") || url.startsWith("jdbc-secretsmanager:"))) {
            return unknown(OTHER);
        }
        String rest = unwrapped(url.substring(url.indexOf(':') + 1));
        int colon = rest.indexOf(':');
        if (colon < 0) {
            return unknown(OTHER);
        }
        return parse(rest.substring(0, colon), rest.substring(colon + 1));
    }

    static Peer unknown(String system) {
        return new Peer(system, null, 0, null);
    }

    private static String unwrapped(String rest) {
        for (String each : WRAPPERS) {
            if (rest.startsWith(each)) {
                return unwrapped(rest.substring(each.length()));
            }
        }
        return rest;
    }

    private static Peer parse(String kind, String rest) {
        return switch (kind) {
            case "postgresql" -> postgresql(rest);
            case "mysql", "mariadb" -> NetworkUrl.parse(kind, rest, 3306, NetworkUrl.Path.NAME);
            case "sqlserver" -> SqlServerUrl.parse(rest);
            case "jtds" -> jtds(rest);
            case "oracle" -> OracleUrl.parse(rest);
            case "h2", "hsqldb", "derby", "sqlite" -> embedded(system(kind), rest);
            case "db2", "ibmdb", "informix-sqli" ->
                NetworkUrl.parse(system(kind), rest, 0, NetworkUrl.Path.NAME_BEFORE_COLON);
            case "firebirdsql", "firebird" -> NetworkUrl.parse(system(kind), rest, 3050, NetworkUrl.Path.FILE);
            // Testcontainers' URL names an image; where the container listens is known when it runs
            case "tc" -> unknown(system(rest.substring(0, Math.max(0, rest.indexOf(':')))));
            default -> NetworkUrl.parse(system(kind), rest, usualPort(kind), NetworkUrl.Path.NAME);
        };
    }

    /** By OpenTelemetry's semantic conventions, "Well-known values of db.system.name". */
    private static String system(String kind) {
        return switch (kind) {
            case "postgresql", "mysql", "mariadb", "hsqldb", "derby", "sqlite" -> kind;
            case "clickhouse", "cockroachdb", "trino", "teradata", "cassandra", "couchbase", "neo4j" -> kind;
            case "elasticsearch", "opensearch", "mongodb" -> kind;
            case "mysql+srv" -> "mysql";
            case "pgsql" -> "postgresql";
            case "sqlserver" -> SqlServerUrl.SYSTEM;
            case "oracle" -> OracleUrl.SYSTEM;
            case "h2" -> "h2database";
            case "db2", "ibmdb" -> "ibm.db2";
            case "informix-sqli" -> "ibm.informix";
            case "netezza" -> "ibm.netezza";
            case "ch" -> "clickhouse";
            case "redshift" -> "aws.redshift";
            case "firebirdsql", "firebird" -> "firebirdsql";
            case "hive2" -> "hive";
            case "sap" -> "sap.hana";
            case "sapdb" -> "sap.maxdb";
            case "ingres" -> "actian.ingres";
            case "Cache" -> "intersystems.cache";
            case "cloudspanner" -> "gcp.spanner";
            default -> OTHER;
        };
    }

    /** 0 for {@code mysql+srv} above all, whose ports DNS tells. */
    private static int usualPort(String kind) {
        return switch (kind) {
            case "pgsql" -> 5432;
            case "redshift" -> 5439;
            case "cockroachdb" -> 26257;
            default -> 0;
        };
    }

    /** Without slashes it is a database on this machine. A service file or {@code PGHOST} may say otherwise. */
    private static Peer postgresql(String rest) {
        String system = "postgresql";
        if (rest.contains("?service=") || rest.contains("&service=") || rest.contains("PGHOST=")) {
            return unknown(system);
        }
        if (rest.startsWith("//")) {
            return NetworkUrl.parse(system, rest, 5432, NetworkUrl.Path.NAME);
        }
        String name = before(rest, "?;&#");
        String database = AllowList.identifier(name);
        return database == null && !name.isEmpty() ? unknown(system) : new Peer(system, "localhost", 5432, database);
    }

    private static Peer jtds(String rest) {
        String servers = "sqlserver:";
        boolean isMicrosoft = rest.startsWith(servers);
        return NetworkUrl.parse(
                isMicrosoft ? SqlServerUrl.SYSTEM : OTHER,
                rest.substring(rest.indexOf(':') + 1),
                isMicrosoft ? 1433 : 0,
                NetworkUrl.Path.NAME);
    }

    /** In memory or in a file, unless the URL names a server. */
    private static Peer embedded(String system, String rest) {
        int port = serverPort(system, rest);
        return port > 0
                ? NetworkUrl.parse(system, rest, port, NetworkUrl.Path.FILE)
                : new Peer(system, null, 0, AllowList.lastSegment(before(rest, "?;")));
    }

    /** The usual ports of H2, HSQLDB ({@code ServerConstants}) and Derby; 0 if this names no server. */
    private static int serverPort(String system, String rest) {
        return switch (rest.substring(0, rest.indexOf("//") + 1)) {
            case "tcp:/", "ssl:/" -> 9092;
            case "hsql:/" -> 9001;
            case "hsqls:/" -> 554;
            case "http:/" -> 80;
            case "https:/" -> 443;
            case "/", "net:/" -> system.equals("derby") ? 1527 : 0;
            default -> 0;
        };
    }

    private static String before(String text, String marks) {
        for (int i = 0; i < text.length(); i++) {
            if (marks.indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }
}
