package com.acme.trace;

/** What identifies the one span. */
public interface SpanContext {
    default boolean isValid() {
        return true;
    }

    default String getTraceId() {
        return "000000000000000a000000000000000b";
    }

    default String getSpanId() {
        return "000000000000000c";
    }

    default boolean isSampled() {
        return true;
    }
}
