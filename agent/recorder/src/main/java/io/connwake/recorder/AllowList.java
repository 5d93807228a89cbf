package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/** Lets host names, ports and identifiers through: what has a character that such a thing can't have is none. */
final class AllowList {
    static final int NO_PORT = -1;

    private static final int LONGEST = 255;
    private static final int HIGHEST_PORT = 65_535;

    private AllowList() {}

    /** A name, or an IP address; the brackets of an IPv6 address are taken off. */
    static @Nullable String host(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean bracketed = bare.length() < text.length();
        if (isIpv6(bare)) {
            return bare;
        }
        return !bracketed && isMadeOf(bare, ".-_") ? bare : null;
    }

    static boolean isIpv6(String text) {
        int colons = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                colons++;
            } else if (c != '.' && Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return colons > 1 && text.length() < LONGEST;
    }

    /** The usual port where none is named; {@link #NO_PORT} where that can't be one. */
    static int port(@Nullable String text, int usual) {
        if (text == null || text.isEmpty()) {
            return usual;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_PORT;
            }
            port = port * 10 + digit;
            if (port > HIGHEST_PORT) {
                return NO_PORT;
            }
        }
        return port == 0 ? usual : port;
    }

    static @Nullable String identifier(@Nullable String text) {
        return text != null && isMadeOf(text, ".-_$ ") ? text : null;
    }

    /** Of the name of a file, or {@code mem:name}, the name. */
    static @Nullable String lastSegment(String path) {
        int cut = Math.max(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')), path.lastIndexOf(':'));
        return path.indexOf('=') < 0 ? identifier(path.substring(cut + 1)) : null;
    }

    private static boolean isMadeOf(String text, String besides) {
        boolean named = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = Character.isLetterOrDigit(c);
            if (!letter && besides.indexOf(c) < 0) {
                return false;
            }
            named |= letter;
        }
        return named && text.length() <= LONGEST;
    }
}
