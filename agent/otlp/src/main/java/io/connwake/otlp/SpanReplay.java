package io.connwake.otlp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** Starts and ends finished spans once more, in the SDK, with the times and ids that they had. */
final class SpanReplay {
    private final Tracer tracer;
    private final AllottedIds ids;

    SpanReplay(Tracer tracer, AllottedIds ids) {
        this.tracer = tracer;
        this.ids = ids;
    }

    void replay(Span span) {
        ids.next(span.id());
        io.opentelemetry.api.trace.Span replayed = builder(span).startSpan();
        for (Span.Event event : span.events()) {
            replayed.addEvent(event.name(), Conversion.attributes(event.attributes()), event.epochNanos(), NANOSECONDS);
        }
        if (span.error()) {
            replayed.setStatus(StatusCode.ERROR, span.statusText());
        }
        replayed.end(span.endEpochNanos(), NANOSECONDS);
    }

    private SpanBuilder builder(Span span) {
        SpanBuilder builder = tracer.spanBuilder(span.name())
                .setSpanKind(kind(span.kind()))
                .setStartTimestamp(span.startEpochNanos(), NANOSECONDS)
                .setParent(parent(span));
        Conversion.attributes(builder, span.attributes());
        for (Span.Link link : span.links()) {
            builder.addLink(Conversion.context(link.to(), false), Conversion.attributes(link.attributes()));
        }
        return builder;
    }

    /** The parent of an invocation is its caller, in another process; every other parent is in this one. */
    private static Context parent(Span span) {
        if (span.parentSpanId() == 0) {
            return Context.root();
        }
        SpanId parent = new SpanId(span.id().traceHigh(), span.id().traceLow(), span.parentSpanId());
        boolean remote = span.kind() == Span.Kind.SERVER || span.kind() == Span.Kind.CONSUMER;
        return Context.root().with(io.opentelemetry.api.trace.Span.wrap(Conversion.context(parent, remote)));
    }

    private static SpanKind kind(Span.Kind kind) {
        return switch (kind) {
            case INTERNAL -> SpanKind.INTERNAL;
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case CONSUMER -> SpanKind.CONSUMER;
        };
    }
}
