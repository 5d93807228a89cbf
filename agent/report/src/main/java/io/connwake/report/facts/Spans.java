package io.connwake.report.facts;

import io.connwake.pipeline.model.SpanId;
import org.jspecify.annotations.Nullable;

/** Ids of spans. */
final class Spans {
    private Spans() {}

    /** A trace's id in hexadecimal; null if there is none. */
    static @Nullable String trace(SpanId span) {
        boolean isNone = span.traceHigh() == 0 && span.traceLow() == 0;
        return isNone ? null : hex(span.traceHigh()) + hex(span.traceLow());
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
