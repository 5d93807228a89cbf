package io.connwake.recorder;

import io.connwake.recorder.event.Peer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code //host\instance:port;name=value;name={value}}, as Microsoft's "Building the connection URL" has it. A property
 * goes before the host at the front. Where a property is malformed, none is told: a value with a semicolon of its own
 * has begun further ahead.
 */
final class SqlServerUrl {
    static final String SYSTEM = "microsoft.sql_server";
    private static final int USUAL_PORT = 1433;

    private final String text;
    private int at;
    private boolean malformed;
    private @Nullable String server;
    private @Nullable String port;
    private @Nullable String instance;
    private @Nullable String database;

    private SqlServerUrl(String text) {
        this.text = text;
    }

    static Peer parse(String rest) {
        if (!rest.startsWith("//")) {
            return JdbcUrl.unknown(SYSTEM);
        }
        SqlServerUrl url = new SqlServerUrl(rest);
        int end = url.valueEnd(2);
        url.at = end + 1;
        url.properties();
        return url.peer(rest.substring(2, end).trim());
    }

    /**
     * With the instance before the database, as the semantic conventions for SQL Server ask. The port of an instance is
     * not known where it isn't named: the server's browser service tells it to the driver.
     */
    static Peer peer(
            @Nullable String server, @Nullable String port, @Nullable String instance, @Nullable String database) {
        int backslash = server == null ? -1 : server.indexOf('\\');
        String host = AllowList.host(server == null || backslash < 0 ? server : server.substring(0, backslash));
        String named = server == null || backslash < 0 ? instance : server.substring(backslash + 1);
        String scope = AllowList.identifier(named);
        String name = AllowList.identifier(database);
        int number = AllowList.port(port, named == null ? USUAL_PORT : 0);
        boolean located = host != null && number != AllowList.NO_PORT;
        return new Peer(
                SYSTEM,
                located ? host : null,
                located ? number : 0,
                scope == null || name == null ? name : scope + "|" + name);
    }

    private Peer peer(String authority) {
        int colon = authority.startsWith("[") ? authority.indexOf("]:") + 1 : authority.indexOf(':');
        boolean portless = colon <= 0;
        String front = portless ? authority : authority.substring(0, colon).trim();
        String frontPort = portless ? null : authority.substring(colon + 1).trim();
        if (malformed) {
            return peer(front, frontPort, null, null);
        }
        return peer(server == null ? front : server, port == null ? frontPort : port, instance, database);
    }

    private void properties() {
        while (at < text.length() && !malformed) {
            int end = valueEnd(at);
            int equals = text.indexOf('=', at);
            if (equals >= 0 && equals < end) {
                String name = text.substring(at, equals).trim();
                keep(name, value(equals + 1));
            } else {
                malformed = !text.substring(at, end).isBlank();
                at = end + 1;
            }
        }
    }

    /** Quoted, {@code }}} stands for a brace. */
    private String value(int start) {
        int first = start;
        while (first < text.length() && text.charAt(first) == ' ') {
            first++;
        }
        if (!text.startsWith("{", first)) {
            int end = valueEnd(start);
            at = end + 1;
            String value = text.substring(start, end).trim();
            malformed |= value.indexOf('{') >= 0 || value.indexOf('}') >= 0;
            return value;
        }
        int close = text.indexOf('}', first);
        while (close >= 0 && text.startsWith("}}", close)) {
            close = text.indexOf('}', close + 2);
        }
        int end = close < 0 ? text.length() : valueEnd(close);
        malformed |= close < 0 || !text.substring(close + 1, end).isBlank();
        at = end + 1;
        return malformed ? "" : text.substring(first + 1, close);
    }

    private void keep(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "servername", "server" -> server = only(server, value);
            case "portnumber", "port" -> port = only(port, value);
            case "instancename" -> instance = only(instance, value);
            case "databasename", "database" -> database = only(database, value);
            default -> {
                // a parameter, which is nobody's business
            }
        }
    }

    private String only(@Nullable String before, String value) {
        malformed |= before != null && !before.equals(value);
        return value;
    }

    private int valueEnd(int start) {
        int end = text.indexOf(';', start);
        return end < 0 ? text.length() : end;
    }
}
