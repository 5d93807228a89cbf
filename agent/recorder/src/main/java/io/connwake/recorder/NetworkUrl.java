package io.connwake.recorder;

import io.connwake.recorder.event.Peer;
import org.jspecify.annotations.Nullable;

/**
 * {@code //user:password@hosts/database?name=value&…}, the form of most drivers. Of several hosts the first is told; the
 * connection may be to another.
 *
 * <p>A password with a mark of its own in it can move every border. So an {@code @} that stands anywhere but before the
 * hosts, and isn't in the value of a parameter that is known to have such, makes the whole URL tell nothing; so does a
 * host or a port that can't be one.
 */
final class NetworkUrl {
    private static final String MARKS = "?;#&";
    private static final String[] NAMES_WITH_AT = {"user", "username", "uid", "password", "pwd", "applicationname"};

    /** What follows the first slash. */
    enum Path {
        NAME,
        FILE,
        NAME_BEFORE_COLON
    }

    private final String system;
    private final String text;
    private final int usualPort;
    private final Path path;

    private NetworkUrl(String system, String text, int usualPort, Path path) {
        this.system = system;
        this.text = text;
        this.usualPort = usualPort;
        this.path = path;
    }

    /**
     * @param rest what follows the driver's name and colon; subprotocols may precede the slashes
     * @param usualPort 0 if there is none
     */
    static Peer parse(String system, String rest, int usualPort, Path path) {
        int start = rest.indexOf("//");
        if (start < 0 || !isSubprotocol(rest, start)) {
            return JdbcUrl.unknown(system);
        }
        String text = withoutCredentials(rest.substring(start + 2));
        Peer peer = text == null ? null : new NetworkUrl(system, text, usualPort, path).peer();
        return peer == null ? JdbcUrl.unknown(system) : peer;
    }

    private static boolean isSubprotocol(String rest, int end) {
        for (int i = 0; i < end; i++) {
            char c = rest.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != ':' && c != '-') {
                return false;
            }
        }
        return end == 0 || rest.charAt(end - 1) == ':';
    }

    private @Nullable Peer peer() {
        HostList hosts = HostList.read(text);
        if (hosts == null || !hasSlashBeforeAt(hosts.end())) {
            return null;
        }
        int pathEnd = firstOf(text, path == Path.NAME_BEFORE_COLON ? MARKS + ":" : MARKS, hosts.end());
        if (isAmbiguous(hosts.end(), pathEnd)) {
            return null;
        }
        String named = hosts.host() == null || hosts.host().isEmpty() ? null : hosts.host();
        String host = AllowList.host(named == null && usualPort > 0 && hosts.isPlain() ? "localhost" : named);
        int port = AllowList.port(hosts.port(), usualPort);
        if (port == AllowList.NO_PORT || (host == null && named != null)) {
            return null;
        }
        String database = database(hosts.end(), pathEnd);
        return new Peer(system, host, host == null ? 0 : port, database, host != null && hosts.hasSeveral());
    }

    /** Without user and password; null if it isn't clear where these end. */
    private static @Nullable String withoutCredentials(String text) {
        int end = firstOf(text, "/" + MARKS, 0);
        int first = text.indexOf('@');
        if (isListAt(text, 0) || first < 0 || first > end) {
            return text;
        }
        int comma = text.indexOf(',');
        for (int at = first; at >= 0 && at < end; at = text.indexOf('@', at + 1)) {
            if (isListAt(text, at + 1)) {
                return comma >= 0 && comma < at ? null : text.substring(at + 1);
            }
        }
        int last = text.lastIndexOf('@', end);
        return comma < 0 || comma > last ? text.substring(last + 1) : withoutEqual(text, first + 1, end);
    }

    /** {@code user:password@a,user:password@b}, where all credentials are the same. */
    private static @Nullable String withoutEqual(String text, int length, int end) {
        String hosts = text.substring(length, end).replace("," + text.substring(0, length), ",");
        return length < 3 || hosts.indexOf('@') >= 0 ? null : hosts + text.substring(end);
    }

    private static boolean isListAt(String text, int at) {
        return text.startsWith("(", at) || text.startsWith("[", at) || text.regionMatches(true, at, "address=", 0, 8);
    }

    private boolean hasSlashBeforeAt(int end) {
        return text.startsWith("/", end) || text.indexOf('@', end) < 0;
    }

    private boolean isAmbiguous(int start, int pathEnd) {
        int piece = start;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == pathEnd || MARKS.indexOf(c) >= 0) {
                piece = i + 1;
            } else if (c == '@' && !hasNameWithAt(piece)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasNameWithAt(int start) {
        for (String each : NAMES_WITH_AT) {
            if (text.regionMatches(true, start, each, 0, each.length())
                    && text.startsWith("=", start + each.length())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String database(int start, int end) {
        if (start >= end) {
            return null;
        }
        String name = text.substring(start + 1, end);
        return path == Path.FILE ? AllowList.lastSegment(name) : AllowList.identifier(name);
    }

    private static int firstOf(String text, String marks, int start) {
        for (int i = start; i < text.length(); i++) {
            if (marks.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
