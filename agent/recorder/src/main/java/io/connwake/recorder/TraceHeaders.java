package io.connwake.recorder;

import io.connwake.recorder.event.TraceParent;
import org.jspecify.annotations.Nullable;

/** The texts by which a caller says of which span a unit of work is a child. */
public final class TraceHeaders {
    private static final int W3C_SIZE = 55;
    private static final int TRACE_AT = 3;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final int LONG = 16;
    private static final int HEX = 16;

    private TraceHeaders() {}

    /**
     * Of a {@code traceparent} as W3C Trace Context has it, {@code 00-<32 hex digits>-<16>-<2>}; versions to come may
     * have more behind that. Null for anything else, and for ids of zeros.
     */
    public static @Nullable TraceParent ofW3c(@Nullable String header) {
        if (header == null || header.length() < W3C_SIZE || header.startsWith("ff")) {
            return null;
        }
        boolean longer = header.length() > W3C_SIZE;
        boolean dashed = header.charAt(TRACE_AT - 1) == '-'
                && header.charAt(SPAN_AT - 1) == '-'
                && header.charAt(FLAGS_AT - 1) == '-';
        if (!dashed || !isHex(header, 0, 2) || !isHex(header, FLAGS_AT, W3C_SIZE)) {
            return null;
        }
        if (longer && (header.startsWith("00") || header.charAt(W3C_SIZE) != '-')) {
            return null;
        }
        boolean sampled = (Character.digit(header.charAt(W3C_SIZE - 1), HEX) & 1) == 1;
        return of(header.substring(TRACE_AT, SPAN_AT - 1), header.substring(SPAN_AT, FLAGS_AT - 1), sampled);
    }

    /**
     * Of an X-Ray header, {@code Root=1-<8 hex digits>-<24>;Parent=<16>;Sampled=1} in any order, with more or less; null
     * where there is no root or no parent. What X-Ray samples is about X-Ray alone: where it is not asked for, which is
     * the default, that is nothing.
     */
    public static @Nullable TraceParent ofXRay(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String root = field(header, "Root=");
        String parent = field(header, "Parent=");
        if (root == null || parent == null || root.length() != 35 || !root.startsWith("1-") || root.charAt(10) != '-') {
            return null;
        }
        return of(root.substring(2, 10) + root.substring(11), parent, true);
    }

    private static @Nullable String field(String header, String name) {
        for (int from = 0; from < header.length(); ) {
            int end = header.indexOf(';', from);
            String each =
                    header.substring(from, end < 0 ? header.length() : end).trim();
            if (each.startsWith(name)) {
                return each.substring(name.length());
            }
            from = end < 0 ? header.length() : end + 1;
        }
        return null;
    }

    private static @Nullable TraceParent of(String trace, String span, boolean sampled) {
        if (trace.length() != 2 * LONG
                || !isHex(trace, 0, 2 * LONG)
                || span.length() != LONG
                || !isHex(span, 0, LONG)) {
            return null;
        }
        long high = Long.parseUnsignedLong(trace.substring(0, LONG), HEX);
        long low = Long.parseUnsignedLong(trace.substring(LONG), HEX);
        long id = Long.parseUnsignedLong(span, HEX);
        return (high | low) == 0 || id == 0 ? null : new TraceParent(high, low, id, sampled);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char each = text.charAt(i);
            if ((each < '0' || each > '9') && (each < 'a' || each > 'f')) {
                return false;
            }
        }
        return true;
    }
}
