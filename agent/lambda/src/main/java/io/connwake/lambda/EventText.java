package io.connwake.lambda;

import org.jspecify.annotations.Nullable;

/** Reads a value of the small, flat objects that the Extensions API sends. Names that are nested are found as well. */
final class EventText {
    private EventText() {}

    /** A string or a number; null if there is none of that name. */
    static @Nullable String value(String json, String name) {
        String quoted = '"' + name + '"';
        for (int at = json.indexOf(quoted); at >= 0; at = json.indexOf(quoted, at + 1)) {
            int colon = skipSpace(json, at + quoted.length());
            if (colon < json.length() && json.charAt(colon) == ':') {
                return at(json, skipSpace(json, colon + 1));
            }
        }
        return null;
    }

    /** -1 if there is none. */
    static long number(String json, String name) {
        String text = value(json, name);
        if (text == null || text.isEmpty() || text.length() > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static @Nullable String at(String json, int start) {
        if (start < json.length() && json.charAt(start) == '"') {
            int end = json.indexOf('"', start + 1);
            return end < 0 ? null : json.substring(start + 1, end);
        }
        int end = start;
        while (end < json.length() && Character.isDigit(json.charAt(end))) {
            end++;
        }
        return end == start ? null : json.substring(start, end);
    }

    private static int skipSpace(String json, int from) {
        int at = from;
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return at;
    }
}
