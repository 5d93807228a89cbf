package io.connwake.report.document;

import org.jspecify.annotations.Nullable;

/**
 * JSON that can stand in a page's script element: whatever a text holds, no character of it has a meaning in HTML.
 * Times are written as milliseconds, durations as seconds.
 */
public final class Json {
    private static final int LONGEST_TEXT = 20_000;
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(1 << 16);
    private boolean isFirst = true;

    public Json open(char bracket) {
        next();
        text.append(bracket);
        isFirst = true;
        return this;
    }

    public Json close(char bracket) {
        text.append(bracket);
        isFirst = false;
        return this;
    }

    public Json key(String key) {
        string(key);
        text.append(':');
        isFirst = true;
        return this;
    }

    public Json object(String key) {
        return key(key).open('{');
    }

    public Json array(String key) {
        return key(key).open('[');
    }

    /** A member; none where there is no value. */
    public Json text(String key, @Nullable String value) {
        return value == null ? this : key(key).string(value);
    }

    public Json number(String key, long value) {
        return key(key).number(value);
    }

    /** A member; none where the count is below 0. */
    public Json count(String key, long value) {
        return value < 0 ? this : number(key, value);
    }

    public Json truth(String key, boolean value) {
        return key(key).raw(value ? "true" : "false");
    }

    public Json real(String key, double value) {
        return key(key).real(value);
    }

    /** A member; none where the time is 0. */
    public Json time(String key, long epochNanos) {
        return epochNanos <= 0 ? this : key(key).time(epochNanos);
    }

    public Json seconds(String key, long nanos) {
        return key(key).seconds(nanos);
    }

    public Json string(String value) {
        next();
        int length = Math.min(value.length(), LONGEST_TEXT);
        text.append('"');
        for (int i = 0; i < length; i++) {
            character(value.charAt(i));
        }
        text.append(value.length() > length ? "\u2026\"" : "\"");
        return this;
    }

    private void character(char c) {
        boolean isPlain = c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
        if (isPlain && c != '\u2028' && c != '\u2029' && !Character.isSurrogate(c)) {
            text.append(c);
            return;
        }
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt((c >> shift) & 0xf));
        }
    }

    public Json number(long value) {
        next();
        text.append(value);
        return this;
    }

    /** To six significant digits or so; what JSON has no number for is 0. */
    public Json real(double value) {
        next();
        double absolute = Math.abs(value);
        if (!(absolute < 9e15) || absolute < 1e-9) {
            text.append('0');
            return this;
        }
        double scale = 1;
        while (absolute * scale < 1e5 && scale < 1e15) {
            scale *= 10;
        }
        double rounded = Math.rint(value * scale) / scale;
        if (rounded == Math.rint(rounded)) {
            text.append((long) rounded);
        } else {
            text.append(rounded);
        }
        return this;
    }

    public Json seconds(long nanos) {
        return real(nanos / 1e9);
    }

    public Json time(long epochNanos) {
        next();
        long micros = Math.floorDiv(epochNanos, 1_000) + (Math.floorMod(epochNanos, 1_000) < 500 ? 0 : 1);
        text.append(Math.floorDiv(micros, 1_000));
        long rest = Math.floorMod(micros, 1_000);
        if (rest != 0) {
            text.append('.').append((char) ('0' + rest / 100)).append((char) ('0' + rest / 10 % 10));
            text.append((char) ('0' + rest % 10));
            cutZeros();
        }
        return this;
    }

    private void cutZeros() {
        while (text.charAt(text.length() - 1) == '0') {
            text.setLength(text.length() - 1);
        }
    }

    private Json raw(String value) {
        next();
        text.append(value);
        return this;
    }

    private void next() {
        if (!isFirst) {
            text.append(',');
        }
        isFirst = false;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
