package io.connwake.recorder;

import io.connwake.recorder.event.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Takes host, port and database out of a JDBC URL and nothing else: what is not made of the characters of a host name, a
 * port or an identifier is dropped, and so is everything behind {@code ?}, {@code ;} and before {@code @}.
 */
final class JdbcUrl {
    private static final Peer UNKNOWN = new Peer("other_sql", null, 0, null);
    private static final int LONGEST = 255;

    private JdbcUrl() {}

    static Peer parse(@Nullable String url) {
        if (url == null || !url.startsWith("jdbc:")) {
            return UNKNOWN;
        }
        String rest = url.substring("jdbc:".length());
        if (rest.startsWith("aws-wrapper:")) {
            rest = rest.substring("aws-wrapper:".length());
        }
        int colon = rest.indexOf(':');
        if (colon < 0) {
            return UNKNOWN;
        }
        return parse(rest.substring(0, colon), rest.substring(colon + 1));
    }

    private static Peer parse(String kind, String rest) {
        return switch (kind) {
            case "postgresql" -> network("postgresql", rest, 5432);
            case "mysql" -> network("mysql", rest, 3306);
            case "mariadb" -> network("mariadb", rest, 3306);
            case "sqlserver" -> sqlServer(rest);
            case "h2" -> embedded("h2database", rest, 9092);
            case "hsqldb" -> embedded("hsqldb", rest, 9001);
            case "derby" -> embedded("derby", rest, 1527);
            case "sqlite" -> new Peer("sqlite", null, 0, lastSegment(withoutParameters(rest)));
            case "oracle" -> oracle(rest);
            default -> rest.startsWith("//") ? network("other_sql", rest, 0) : UNKNOWN;
        };
    }

    /** {@code //host:port/database?…}, {@code //a:1,b:2/database}, {@code //user:password@host/…}. */
    private static Peer network(String system, String rest, int usualPort) {
        String plain = withoutParameters(rest);
        if (!plain.startsWith("//")) {
            boolean isLocal = system.equals("postgresql");
            return new Peer(system, isLocal ? "localhost" : null, isLocal ? usualPort : 0, identifier(plain));
        }
        int slash = plain.indexOf('/', 2);
        String authority = slash < 0 ? plain.substring(2) : plain.substring(2, slash);
        String database = slash < 0 ? null : identifier(plain.substring(slash + 1));
        return withHost(system, authority, usualPort, database);
    }

    private static Peer sqlServer(String rest) {
        int semicolon = rest.indexOf(';');
        String authority = semicolon < 0 ? rest : rest.substring(0, semicolon);
        String host = authority.startsWith("//") ? authority.substring(2) : authority;
        int instance = host.indexOf('\\');
        String database = property(rest, "databasename");
        return withHost(
                "microsoft.sql_server",
                instance < 0 ? host : host.substring(0, instance),
                1433,
                database == null ? property(rest, "database") : database);
    }

    private static Peer oracle(String rest) {
        int at = rest.lastIndexOf('@');
        String target = at < 0 ? rest : rest.substring(at + 1);
        if (target.startsWith("(")) {
            return new Peer(
                    "oracle.db",
                    descriptor(target, "host"),
                    port(descriptor(target, "port"), 1521),
                    descriptor(target, "service_name"));
        }
        String plain = withoutParameters(target.startsWith("//") ? target.substring(2) : target);
        int end = plain.indexOf('/');
        if (end < 0) {
            end = plain.lastIndexOf(':');
        }
        String authority = end < 0 ? plain : plain.substring(0, end);
        return withHost("oracle.db", authority, 1521, end < 0 ? null : identifier(plain.substring(end + 1)));
    }

    /** In memory or in a file, unless the URL names a server. */
    private static Peer embedded(String system, String rest, int usualPort) {
        int network = rest.indexOf("//");
        String plain = withoutParameters(rest);
        if (network >= 0 && network < plain.length() && !plain.startsWith("file:")) {
            Peer server = network(system, plain.substring(network), usualPort);
            return new Peer(system, server.address(), server.port(), server.namespace());
        }
        return new Peer(system, null, 0, lastSegment(plain));
    }

    private static Peer withHost(String system, String authority, int usualPort, @Nullable String database) {
        String first = authority.substring(authority.lastIndexOf('@') + 1);
        int comma = first.indexOf(',');
        first = comma < 0 ? first : first.substring(0, comma);
        int close = first.startsWith("[") ? first.indexOf(']') : -1;
        int colon = first.indexOf(':', Math.max(0, close));
        String host = colon < 0 ? first : first.substring(0, colon);
        if (close > 0) {
            host = host.substring(1, close);
        }
        int port = port(colon < 0 ? null : first.substring(colon + 1), usualPort);
        String name = host(host);
        return new Peer(system, name == null ? "localhost" : name, port, database);
    }

    private static String withoutParameters(String text) {
        int end = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '?' || c == ';' || c == '&' || c == '#') {
                end = i;
                break;
            }
        }
        return text.substring(0, end);
    }

    private static @Nullable String property(String text, String name) {
        String lower = ";" + text.toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf(";" + name + "=");
        if (at < 0) {
            return null;
        }
        return identifier(withoutParameters(text.substring(at + name.length() + 1)));
    }

    private static @Nullable String descriptor(String text, String name) {
        String compact = text.replace(" ", "");
        int at = compact.toLowerCase(java.util.Locale.ROOT).indexOf("(" + name + "=");
        if (at < 0) {
            return null;
        }
        int start = at + name.length() + 2;
        int end = compact.indexOf(')', start);
        return end < 0 ? null : host(compact.substring(start, end));
    }

    private static @Nullable String lastSegment(String path) {
        int cut = Math.max(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')), path.lastIndexOf(':'));
        return identifier(path.substring(cut + 1));
    }

    private static int port(@Nullable String text, int usual) {
        if (text == null || text.isEmpty() || text.length() > 5) {
            return usual;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return usual;
            }
            port = port * 10 + digit;
        }
        return port;
    }

    private static @Nullable String host(String text) {
        return allowed(text, ".-_:") ? text : null;
    }

    private static @Nullable String identifier(String text) {
        return allowed(text, ".-_$ ") ? text : null;
    }

    private static boolean allowed(String text, String besides) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && besides.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
