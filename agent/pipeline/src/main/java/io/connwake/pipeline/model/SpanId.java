package io.connwake.pipeline.model;

import io.connwake.recorder.event.TraceParent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The identity of a span: 128 bits of trace, 64 bits of span, none of them all zero. */
public record SpanId(long traceHigh, long traceLow, long spanId) {
    /** That span in the trace of another one. */
    public SpanId inTraceOf(SpanId other) {
        return new SpanId(other.traceHigh, other.traceLow, spanId);
    }

    /** That span within another tracer's; itself if there is none. */
    public SpanId within(@Nullable TraceParent parent) {
        return parent == null ? this : new SpanId(parent.traceHigh(), parent.traceLow(), spanId);
    }

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
