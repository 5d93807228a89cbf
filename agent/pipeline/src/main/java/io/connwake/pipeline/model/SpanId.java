package io.connwake.pipeline.model;

import java.nio.charset.StandardCharsets;

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
        byte[] digits = new byte[16];
        long left = value;
        for (int i = 15; i >= 0; i--) {
            int digit = (int) left & 15;
            digits[i] = (byte) (digit < 10 ? '0' + digit : 'a' - 10 + digit);
            left >>>= 4;
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
