package io.connwake.pipeline.model;

/** The identity of a span: 128 bits of trace, 64 bits of span, none of them all zero. */
public record SpanId(long traceHigh, long traceLow, long spanId) {
    public String traceHex() {
        return hex(traceHigh) + hex(traceLow);
    }

    public String spanHex() {
        return hex(spanId);
    }

    /** Sixteen lower-case hex digits. */
    public static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
