package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/**
 * The first of the hosts that a MySQL or MariaDB URL lists: {@code a:1,b:2}, {@code [a:1,b:2]}, {@code [::1]:1},
 * {@code (host=a,port=1)}, {@code address=(host=a)(port=1)}, as Connector/J's reference manual, "Connection URL Syntax",
 * has them. What isn't well-formed to its end names no host, since a value with a bracket of its own might go on there.
 */
final class HostList {
    private static final String AFTER_HOSTS = "/?;#&";
    private static final String ADDRESS = "address";

    private final String text;
    private int at;
    private int index;
    private boolean grouped;
    private @Nullable String host;
    private @Nullable String port;

    private HostList(String text) {
        this.text = text;
    }

    /** Read from the start of this text; null if it is malformed. */
    static @Nullable HostList read(String text) {
        HostList list = new HostList(text);
        boolean wellFormed = list.isBracketed() ? list.bracketed() : list.hosts();
        return wellFormed && list.isOver() && list.isClosed() ? list : null;
    }

    /** Whether the first is named by no brackets, so that an empty one is this machine. */
    boolean isPlain() {
        return host != null;
    }

    boolean hasSeveral() {
        return index > 1;
    }

    /** Where the list ends. */
    int end() {
        return at;
    }

    @Nullable
    String host() {
        return host;
    }

    @Nullable
    String port() {
        return port;
    }

    private boolean isOver() {
        return at == text.length() || AFTER_HOSTS.indexOf(text.charAt(at)) >= 0;
    }

    /** A bracket further on is the one that closes the list; what seemed to is part of a value. */
    private boolean isClosed() {
        return !grouped || text.indexOf(')', at) < 0;
    }

    private boolean isBracketed() {
        int close = text.indexOf(']', at);
        return isAt('[') && (close < 0 || !AllowList.isIpv6(text.substring(at + 1, close)));
    }

    private boolean bracketed() {
        at++;
        return hosts() && skip(']');
    }

    private boolean hosts() {
        do {
            if (!oneHost()) {
                return false;
            }
            index++;
        } while (skip(','));
        return true;
    }

    private boolean oneHost() {
        if (text.regionMatches(true, at, ADDRESS, 0, ADDRESS.length())) {
            int named = at;
            at += ADDRESS.length();
            if (skip('=')) {
                return groups();
            }
            at = named;
        }
        return isAt('(') ? groups() : plainHost();
    }

    private boolean plainHost() {
        int start = at;
        if (isAt('[')) {
            int close = text.indexOf(']', at);
            if (close < 0 || !AllowList.isIpv6(text.substring(at + 1, close))) {
                return false;
            }
            at = close + 1;
        }
        int colon = AllowList.NO_PORT;
        while (at < text.length() && ",]/?;#&@()[".indexOf(text.charAt(at)) < 0) {
            colon = colon < 0 && isAt(':') ? at : colon;
            at++;
        }
        if (index == 0) {
            host = text.substring(start, colon < 0 ? at : colon);
            port = colon < 0 ? null : text.substring(colon + 1, at);
        }
        return true;
    }

    private boolean groups() {
        grouped = true;
        if (!skip('(')) {
            return false;
        }
        do {
            if (!pairs()) {
                return false;
            }
        } while (skip('('));
        return true;
    }

    private boolean pairs() {
        do {
            if (!pair()) {
                return false;
            }
        } while (skip(','));
        return skip(')');
    }

    private boolean pair() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || " .-_".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String key = text.substring(start, at).trim();
        if (key.isEmpty() || !skip('=')) {
            return false;
        }
        start = at;
        while (at < text.length() && ",()".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return index > 0 || keep(key, text.substring(start, at).trim());
    }

    /** False where it has been told before. */
    private boolean keep(String key, String value) {
        if (key.equalsIgnoreCase("host")) {
            boolean first = host == null;
            host = value;
            return first;
        }
        if (key.equalsIgnoreCase("port")) {
            boolean first = port == null;
            port = value;
            return first;
        }
        return true;
    }

    private boolean skip(char mark) {
        int start = at;
        while (isAt(' ')) {
            at++;
        }
        if (isAt(mark)) {
            at++;
            return true;
        }
        at = start;
        return false;
    }

    private boolean isAt(char mark) {
        return at < text.length() && text.charAt(at) == mark;
    }
}
