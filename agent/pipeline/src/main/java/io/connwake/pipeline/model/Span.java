package io.connwake.pipeline.model;

import java.util.List;

/**
 * A finished span. Times are nanoseconds since the Unix epoch.
 *
 * @param parentSpanId 0 for a root
 * @param error status ERROR, else unset
 * @param statusText short text of an error, empty otherwise
 */
public record Span(
        SpanId id,
        long parentSpanId,
        String name,
        Kind kind,
        long startEpochNanos,
        long endEpochNanos,
        Attributes attributes,
        List<Event> events,
        List<Link> links,
        boolean error,
        String statusText) {
    public Span {
        events = List.copyOf(events);
        links = List.copyOf(links);
    }

    /** OTLP's span kinds. */
    public enum Kind {
        INTERNAL,
        SERVER,
        CLIENT,
        CONSUMER
    }

    /** Something that happened within the span. */
    public record Event(long epochNanos, String name, Attributes attributes) {}

    /** A reference to another span. */
    public record Link(SpanId to, Attributes attributes) {}
}
