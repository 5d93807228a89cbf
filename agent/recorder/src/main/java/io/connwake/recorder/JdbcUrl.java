package io.connwake.recorder;

import io.connwake.recorder.event.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Takes host, port and database out of a JDBC URL and nothing else: what is not made of the characters of a host name, a
 * port or an identifier is dropped, and so are parameters and whatever stands before an {@code @}. Where a secret with
 * an unescaped mark in it makes the parts ambiguous, nothing is taken.
 */
final class JdbcUrl {
    private static final String PARAMETER_MARKS = "?;&#";
    private static final int LONGEST = 255;
    private static final int HIGHEST_PORT = 65_535;
    private static final int INVALID = -1;

    private JdbcUrl() {}

    static Peer parse(@Nullable String url) {
        if (url == null || !url.startsWith("jdbc:")) {
            return unknown("other_sql");
        }
        String rest = url.substring("jdbc:".length());
        if (rest.startsWith("aws-wrapper:")) {
            rest = rest.substring("aws-wrapper:".length());
        }
        int colon = rest.indexOf(':');
        if (colon < 0) {
            return unknown("other_sql");
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
            default -> rest.startsWith("//") ? network("other_sql", rest, 0) : unknown("other_sql");
        };
    }

    private static Peer unknown(String system) {
        return new Peer(system, null, 0, null);
    }

    /** {@code //host:port/database?…}, {@code //a:1,b:2/database}, {@code //user:password@host/…}. */
    private static Peer network(String system, String rest, int usualPort) {
        String plain = withoutParameters(rest);
        int start = plain.indexOf("//");
        if (start < 0 && system.equals("postgresql")) {
            return new Peer(system, "localhost", usualPort, identifier(plain));
        }
        if (start < 0 || isAmbiguous(rest)) {
            return unknown(system);
        }
        String target = plain.substring(Math.max(start + 2, plain.lastIndexOf('@') + 1));
        int slash = target.indexOf('/');
        String authority = slash < 0 ? target : target.substring(0, slash);
        return withHost(system, authority, usualPort, slash < 0 ? null : identifier(target.substring(slash + 1)));
    }

    private static Peer sqlServer(String rest) {
        String system = "microsoft.sql_server";
        if (isAmbiguous(rest)) {
            return unknown(system);
        }
        String plain = withoutBraces(rest);
        String authority = withoutParameters(plain.startsWith("//") ? plain.substring(2) : plain);
        if (authority.isEmpty()) {
            String server = property(plain, "serverName");
            authority = server == null ? "" : server;
        }
        int instance = authority.indexOf('\\');
        String database = property(plain, "databaseName");
        return withHost(
                system,
                instance < 0 ? authority : authority.substring(0, instance),
                1433,
                database == null ? property(plain, "database") : database);
    }

    /** {@code thin:user/password@//host:port/service}, {@code …@host:port:sid}, {@code …@(DESCRIPTION=…)}. */
    private static Peer oracle(String rest) {
        String system = "oracle.db";
        String plain = withoutParameters(rest);
        int at = plain.lastIndexOf('@');
        if (at < 0 || isAmbiguous(rest)) {
            return unknown(system);
        }
        String target = plain.substring(at + 1);
        if (target.startsWith("(")) {
            String host = descriptor(target, "host");
            int port = host == null ? 0 : Math.max(0, port(descriptor(target, "port"), 1521));
            return new Peer(system, host, port, descriptor(target, "service_name"));
        }
        target = target.substring(target.indexOf("//") < 0 ? 0 : target.indexOf("//") + 2);
        int end = target.indexOf('/');
        if (end < 0) {
            end = target.indexOf(':', target.indexOf(':') + 1);
        }
        String authority = end < 0 ? target : target.substring(0, end);
        return withHost(system, authority, 1521, end < 0 ? null : identifier(target.substring(end + 1)));
    }

    /** In memory or in a file, unless the URL names a server. */
    private static Peer embedded(String system, String rest, int usualPort) {
        String plain = withoutParameters(rest);
        String database = lastSegment(plain);
        if (!plain.contains("//") || plain.startsWith("file:")) {
            return new Peer(system, null, 0, database);
        }
        Peer server = network(system, rest, usualPort);
        return new Peer(system, server.address(), server.port(), server.address() == null ? null : database);
    }

    private static Peer withHost(String system, String authority, int usualPort, @Nullable String database) {
        int comma = authority.indexOf(',');
        String first = comma < 0 ? authority : authority.substring(0, comma);
        int close = first.startsWith("[") ? first.indexOf(']') : INVALID;
        int colon = first.indexOf(':', Math.max(0, close));
        String host = colon < 0 ? first : first.substring(0, colon);
        if (close > 0) {
            host = first.substring(1, close);
        }
        int port = port(colon < 0 ? null : first.substring(colon + 1), usualPort);
        String name = first.isEmpty() ? "localhost" : host(host);
        return name == null || port == INVALID
                ? new Peer(system, null, 0, database)
                : new Peer(system, name, port, database);
    }

    /** An {@code @} behind the first mark of a parameter, which belongs to no value: the mark is part of a password. */
    private static boolean isAmbiguous(String rest) {
        int mark = withoutParameters(rest).length();
        int at = rest.indexOf('@', mark);
        int equals = rest.indexOf('=', mark);
        return at >= 0 && (equals < 0 || equals > at);
    }

    private static String withoutParameters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (PARAMETER_MARKS.indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /** Without values that are quoted as SQL Server does it: {@code {a}}b}} is the value {@code a}b}. */
    private static String withoutBraces(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '}') {
                boolean isDoubled = i + 1 < text.length() && text.charAt(i + 1) == '}';
                quoted = isDoubled;
                i += isDoubled ? 1 : 0;
            } else if (!quoted && c == '{') {
                quoted = true;
            } else if (!quoted) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static @Nullable String property(String text, String name) {
        int start = text.indexOf(';') + 1;
        while (start > 0) {
            int value = start + name.length() + 1;
            if (text.regionMatches(true, start, name + "=", 0, name.length() + 1)) {
                return identifier(withoutParameters(text.substring(value)));
            }
            start = text.indexOf(';', start) + 1;
        }
        return null;
    }

    /** The first such value of an Oracle connect descriptor. */
    private static @Nullable String descriptor(String text, String name) {
        String compact = text.replace(" ", "");
        String opening = "(" + name + "=";
        for (int at = compact.indexOf('('); at >= 0; at = compact.indexOf('(', at + 1)) {
            int end = compact.indexOf(')', at);
            if (end > 0 && compact.regionMatches(true, at, opening, 0, opening.length())) {
                return host(compact.substring(at + opening.length(), end));
            }
        }
        return null;
    }

    private static @Nullable String lastSegment(String path) {
        int cut = Math.max(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')), path.lastIndexOf(':'));
        return identifier(path.substring(cut + 1));
    }

    /** The usual port where none is named; {@link #INVALID} where that can't be one. */
    private static int port(@Nullable String text, int usual) {
        if (text == null || text.isEmpty()) {
            return usual;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            port = port * 10 + digit;
            if (digit < 0 || digit > 9 || port > HIGHEST_PORT) {
                return INVALID;
            }
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
