package io.connwake.otlp;

import io.connwake.pipeline.model.SpanId;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Hands the SDK the identity that the span being built already has. Of one thread, like the tracer that asks it. */
final class AllottedIds implements IdGenerator {
    private SpanId next = new SpanId(0, 0, 0);

    void next(SpanId id) {
        next = id;
    }

    @Override
    public String generateSpanId() {
        return next.spanHex();
    }

    @Override
    public String generateTraceId() {
        return next.traceHex();
    }
}
