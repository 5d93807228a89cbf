package io.connwake.recording.reader;

import java.nio.charset.StandardCharsets;

/** JSON's numbers, and those that protobuf's JSON writes as strings. */
final class JsonNumbers {
    /** The powers of ten that a double holds exactly. */
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long EXACT = 1L << 53;
    private static final int MOST_DIGITS = 18;

    private JsonNumbers() {}

    static long whole(byte[] bytes, int from, int to) throws Malformed {
        boolean negative = from < to && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        if (first == to || to - first > MOST_DIGITS + 1) {
            throw new Malformed("no whole number", from);
        }
        long value = 0;
        for (int i = first; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return rounded(bytes, from, to);
            }
            value = value * 10 + digit;
        }
        // 19 digits fit into 64 bits, though not all of them beside a sign.
        if (value < 0 && !(negative && value == Long.MIN_VALUE)) {
            throw new Malformed("too large a number", from);
        }
        return negative ? -value : value;
    }

    /** Protobuf's JSON allows {@code 1.0} and {@code 1e3} for whole numbers. */
    private static long rounded(byte[] bytes, int from, int to) throws Malformed {
        double value = real(bytes, from, to);
        if (value != Math.rint(value) || Math.abs(value) >= Long.MAX_VALUE) {
            throw new Malformed("no whole number", from);
        }
        return (long) value;
    }

    /** Also {@code NaN}, {@code Infinity} and {@code -Infinity}. */
    static double real(byte[] bytes, int from, int to) throws Malformed {
        long digits = 0;
        int after = -1;
        int start = from < to && bytes[from] == '-' ? from + 1 : from;
        for (int i = start; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9 && digits < EXACT / 10) {
                digits = digits * 10 + digit;
            } else if (bytes[i] == '.' && after < 0 && i > start) {
                after = i + 1;
            } else {
                return parsed(bytes, from, to);
            }
        }
        int decimals = after < 0 ? 0 : to - after;
        if (start == to || after == to || decimals >= TENS.length) {
            return parsed(bytes, from, to);
        }
        double value = digits / TENS[decimals];
        return start == from ? value : -value;
    }

    private static double parsed(byte[] bytes, int from, int to) throws Malformed {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (!text.isEmpty() && "dDfFpPxX ".indexOf(text.charAt(text.length() - 1)) >= 0) {
            throw new Malformed("no number", from);
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException other) {
            throw new Malformed("no number", from);
        }
    }
}
