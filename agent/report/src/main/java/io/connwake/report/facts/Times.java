package io.connwake.report.facts;

import io.connwake.pipeline.model.Span;

/** Times of spans such that differences of them and waits added to them stay whole numbers. */
final class Times {
    /** In the year 2116. */
    private static final long LATEST_NANOS = 1L << 62;

    private Times() {}

    /** One that does not say when it began took no time; one does not end before it begins. */
    static Span sane(Span span) {
        long end = within(span.endEpochNanos());
        long start = span.startEpochNanos() <= 0 ? end : within(span.startEpochNanos());
        end = Math.max(start, end);
        if (start == span.startEpochNanos() && end == span.endEpochNanos()) {
            return span;
        }
        return new Span(
                span.id(),
                span.parentSpanId(),
                span.name(),
                span.kind(),
                start,
                end,
                span.attributes(),
                span.events(),
                span.links(),
                span.error(),
                span.statusText());
    }

    private static long within(long nanos) {
        return Math.max(0, Math.min(LATEST_NANOS, nanos));
    }
}
