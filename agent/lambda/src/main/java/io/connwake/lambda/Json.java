package io.connwake.lambda;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the beginning of a JSON text, taking no offence at what is none or is cut off: there it has simply nothing
 * more. Bytes that nobody asks for are passed over without being decoded.
 */
final class Json {
    /** Longer texts are none that anybody here asks for. */
    private static final int LONGEST = 1_024;

    private static final String NOTHING = "";
    private static final int UNICODE = 4;
    private static final int HEX = 16;

    private final byte[] in;
    private final int end;
    private int at;

    /** @param most bytes that are looked at */
    Json(byte[] in, int most) {
        this.in = in;
        this.end = Math.min(in.length, most);
    }

    /** Whether the next value is an object, which is entered; any other value is passed over. */
    boolean entersObject() {
        return enters('{');
    }

    /** Whether the next value is an array, which is not entered yet. */
    boolean isAtArray() {
        return is('[');
    }

    boolean entersArray() {
        return enters('[');
    }

    /** The next key of the object that is walked over; null after the last one. */
    @Nullable
    String key() {
        if (!another('}') || in[at] != '"') {
            return null;
        }
        String key = text();
        if (!is(':')) {
            at = end;
            return null;
        }
        at++;
        return key;
    }

    /** Whether the array that is walked over has another element. */
    boolean element() {
        return another(']');
    }

    /** The next value if it is a text, which is empty if it is too long; else empty, and passed over. */
    String text() {
        if (!is('"')) {
            skip();
            return NOTHING;
        }
        int from = at + 1;
        skipText();
        int size = at - 1 - from;
        return size <= 0 || size > LONGEST ? NOTHING : unescaped(from, at - 1);
    }

    /** The next value if it is a text, or the first text of an array. */
    String only() {
        if (!is('[')) {
            return text();
        }
        at++;
        String first = NOTHING;
        for (boolean isFirst = true; element(); isFirst = false) {
            String each = text();
            first = isFirst ? each : first;
        }
        return first;
    }

    /** Passes over the next value. */
    void skip() {
        if (is('"')) {
            skipText();
        } else if (is('{') || is('[')) {
            skipNested();
        } else {
            skipWord();
        }
    }

    private boolean enters(char opening) {
        if (!is(opening)) {
            skip();
            return false;
        }
        at++;
        return true;
    }

    private boolean another(char closing) {
        if (is(',')) {
            at++;
        }
        if (is(closing)) {
            at++;
            return false;
        }
        return at < end;
    }

    /** Of what comes after blanks. */
    private boolean is(char wanted) {
        while (at < end && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
        return at < end && in[at] == wanted;
    }

    private void skipText() {
        for (at++; at < end && in[at] != '"'; at++) {
            if (in[at] == '\\') {
                at++;
            }
        }
        at = Math.min(at + 1, end);
    }

    private void skipNested() {
        int depth = 0;
        while (at < end) {
            byte each = in[at];
            if (each == '"') {
                skipText();
                continue;
            }
            at++;
            if (each == '{' || each == '[') {
                depth++;
            } else if ((each == '}' || each == ']') && --depth == 0) {
                return;
            }
        }
    }

    /** A number or a literal; what can't be one is the end of it all. */
    private void skipWord() {
        int from = at;
        while (at < end && in[at] != ',' && in[at] != '}' && in[at] != ']') {
            at++;
        }
        if (at == from) {
            at = end;
        }
    }

    private String unescaped(int from, int to) {
        String raw = new String(in, from, to - from, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
    }

    private static String unescaped(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char each = raw.charAt(i);
            if (each != '\\' || i + 1 == raw.length()) {
                text.append(each);
                continue;
            }
            char escaped = raw.charAt(++i);
            int code = escaped == 'u' ? code(raw, i + 1) : -1;
            if (code >= 0) {
                text.append((char) code);
                i += UNICODE;
            } else {
                text.append(escaped);
            }
        }
        return text.toString();
    }

    private static int code(String raw, int from) {
        int code = from + UNICODE <= raw.length() ? 0 : -1;
        for (int i = from; code >= 0 && i < from + UNICODE; i++) {
            int digit = Character.digit(raw.charAt(i), HEX);
            code = digit < 0 ? -1 : code * HEX + digit;
        }
        return code;
    }
}
