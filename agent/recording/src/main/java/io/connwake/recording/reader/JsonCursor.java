package io.connwake.recording.reader;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a JSON text in memory: its user says what comes next, and what comes instead is {@link Malformed}. Members
 * that are null are left out, as in protobuf's JSON.
 */
final class JsonCursor {
    private static final int DEEPEST = 64;

    private final Texts texts = new Texts();
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean isFirst;

    void begin(byte[] text, int from, int to) {
        bytes = text;
        at = from;
        end = to;
        isFirst = true;
    }

    int place() {
        return at;
    }

    /** Goes on with the member whose value begins there. */
    void returnTo(int place) {
        at = place;
        isFirst = false;
    }

    void object() throws Malformed {
        expect('{');
        isFirst = true;
    }

    void array() throws Malformed {
        expect('[');
        isFirst = true;
    }

    /** The key of the object's next member; null behind the last. */
    @Nullable
    String nextKey() throws Malformed {
        while (hasNext('}')) {
            String key = string();
            expect(':');
            if (peek() != 'n') {
                return key;
            }
            word("null");
        }
        return null;
    }

    /** Whether the array has one more item. */
    boolean nextItem() throws Malformed {
        return hasNext(']');
    }

    private boolean hasNext(char closing) throws Malformed {
        int next = peek();
        if (next == closing) {
            at++;
            isFirst = false;
            return false;
        }
        if (!isFirst) {
            expect(',');
        }
        isFirst = false;
        return true;
    }

    /** Nothing but white space is left. */
    void finish() throws Malformed {
        white();
        if (at < end) {
            throw new Malformed("more than one value", at);
        }
    }

    String string() throws Malformed {
        expect('"');
        int from = at;
        boolean isAscii = true;
        for (; at < end; at++) {
            byte b = bytes[at];
            if (b >= ' ' && b != '"' && b != '\\') {
                continue;
            }
            if (b == '"') {
                at++;
                return isAscii
                        ? texts.of(bytes, from, at - 1)
                        : new String(bytes, from, at - 1 - from, StandardCharsets.UTF_8);
            }
            if (b == '\\') {
                return escaped(from);
            }
            if (b >= 0) {
                break;
            }
            isAscii = false;
        }
        throw new Malformed("a string without an end", from);
    }

    private String escaped(int from) throws Malformed {
        StringBuilder text = new StringBuilder();
        int plain = from;
        while (at < end) {
            byte b = bytes[at];
            if (b == '"' || b == '\\') {
                text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
                at++;
                if (b == '"') {
                    return text.toString();
                }
                text.append(escape());
                plain = at;
            } else if (b >= 0 && b < ' ') {
                break;
            } else {
                at++;
            }
        }
        throw new Malformed("a string without an end", from);
    }

    private char escape() throws Malformed {
        if (at >= end) {
            throw new Malformed("an escape without an end", at);
        }
        byte b = bytes[at++];
        return switch (b) {
            case '"', '\\', '/' -> (char) b;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) hex(4);
            default -> throw new Malformed("an unknown escape", at);
        };
    }

    private long hex(int digits) throws Malformed {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < end ? Character.digit(bytes[at++], 16) : -1;
            if (digit < 0) {
                throw new Malformed("no hexadecimal digit", at);
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /** The hexadecimal id of so many 64-bit words; all zero where it is empty. */
    long[] id(int words) throws Malformed {
        long[] id = new long[words];
        expect('"');
        if (at < end && bytes[at] == '"') {
            at++;
            return id;
        }
        for (int i = 0; i < words; i++) {
            id[i] = hex(16);
        }
        expect('"');
        return id;
    }

    /** A number, or one in a string. */
    long whole() throws Malformed {
        boolean quoted = opens();
        int from = at;
        long value = JsonNumbers.whole(bytes, from, numberEnd());
        closes(quoted);
        return value;
    }

    /** A number, or one in a string. */
    double real() throws Malformed {
        boolean quoted = opens();
        int from = at;
        double value = JsonNumbers.real(bytes, from, numberEnd());
        closes(quoted);
        return value;
    }

    private boolean opens() throws Malformed {
        boolean quoted = peek() == '"';
        at += quoted ? 1 : 0;
        return quoted;
    }

    private void closes(boolean quoted) throws Malformed {
        if (quoted) {
            expect('"');
        }
    }

    private int numberEnd() {
        while (at < end && bytes[at] > ' ' && bytes[at] != ',' && bytes[at] != '"') {
            if (bytes[at] == ']' || bytes[at] == '}') {
                break;
            }
            at++;
        }
        return at;
    }

    boolean truth() throws Malformed {
        boolean truth = peek() == 't';
        word(truth ? "true" : "false");
        return truth;
    }

    void skip() throws Malformed {
        skip(0);
    }

    private void skip(int depth) throws Malformed {
        if (depth > DEEPEST) {
            throw new Malformed("too deep", at);
        }
        switch (peek()) {
            case '{' -> {
                object();
                while (nextKey() != null) {
                    skip(depth + 1);
                }
            }
            case '[' -> {
                array();
                while (nextItem()) {
                    skip(depth + 1);
                }
            }
            case '"' -> string();
            case 't', 'f' -> truth();
            case 'n' -> word("null");
            default -> JsonNumbers.real(bytes, at, numberEnd());
        }
    }

    private void word(String word) throws Malformed {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at >= end || bytes[at] != word.charAt(i)) {
                throw new Malformed("no value", at);
            }
        }
    }

    private int peek() throws Malformed {
        white();
        if (at >= end) {
            throw new Malformed("the end", at);
        }
        return bytes[at];
    }

    private void expect(char wanted) throws Malformed {
        if (peek() != wanted) {
            throw new Malformed("no " + wanted, at);
        }
        at++;
    }

    private void white() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
    }
}
