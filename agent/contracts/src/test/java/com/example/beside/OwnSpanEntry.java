package com.example.beside;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

/** The application traces itself, with an SDK that exports nothing; it prints the ids of its spans. */
public final class OwnSpanEntry implements Entry {
    private final Tracer tracer = SdkTracerProvider.builder().build().get("com.example.beside");

    @Override
    @SuppressWarnings("try") // the scope is ended, nothing else
    public void enter(Work work) throws Exception {
        Span span = tracer.spanBuilder("order").startSpan();
        try (Scope current = span.makeCurrent()) {
            work.run();
        } finally {
            span.end();
        }
        System.out.println(
                span.getSpanContext().getTraceId() + " " + span.getSpanContext().getSpanId());
    }
}
