package com.acme.trace;

/** The part of OpenTelemetry's API that is read, with one span that is always current. */
public interface Span {
    static Span current() {
        return () -> new SpanContext() {};
    }

    SpanContext getSpanContext();
}
