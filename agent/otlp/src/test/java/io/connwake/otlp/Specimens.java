package io.connwake.otlp;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values with everything in them that telemetry can have. */
final class Specimens {
    static final SpanId LEASE = new SpanId(0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0xb7ad6b7169203331L);
    static final SpanId CONNECT = new SpanId(1, 2, 3);
    static final Resource RESOURCE = new Resource(Attributes.builder()
            .put("service.name", "orders")
            .put("process.pid", 4711)
            .build());

    static final Attributes EVERY_TYPE = Attributes.builder()
            .put("text", "caf\u00e9 \u20ac \ud83d\ude00 \"quoted\" back\\slash \n\t\u0001 \u2028")
            .put("number", Long.MIN_VALUE)
            .put("fraction", 0.00025)
            .put("large", 1.5e300)
            .put("truth", true)
            .put("texts", List.of("a", "b"))
            .put("none", List.of())
            .put("empty", "")
            .build();

    private Specimens() {}

    static Span span(long parent, Span.Kind kind) {
        return new Span(
                LEASE,
                parent,
                "lease orders",
                kind,
                1_700_000_000_000_000_001L,
                1_700_000_000_250_000_000L,
                EVERY_TYPE,
                List.of(),
                List.of(),
                false,
                "");
    }

    static Span failed(String statusText) {
        return new Span(
                LEASE,
                0x1122L,
                "acquire orders",
                Span.Kind.INTERNAL,
                1_700_000_000_000_000_001L,
                1_700_000_000_250_000_000L,
                Attributes.NONE,
                List.of(
                        new Span.Event(1_700_000_000_100_000_000L, "exception", EVERY_TYPE),
                        new Span.Event(1_700_000_000_200_000_000L, "bare", Attributes.NONE)),
                List.of(new Span.Link(CONNECT, EVERY_TYPE), new Span.Link(LEASE, Attributes.NONE)),
                true,
                statusText);
    }

    static Finding finding(Finding.Severity severity) {
        return new Finding(
                1_700_000_000_300_000_000L,
                "leak",
                Finding.State.CONFIRMED,
                severity,
                "Orders.java:42 never returned 4 of 4 connections",
                EVERY_TYPE,
                LEASE);
    }

    static Metric counter(long value, long epochNanos) {
        return new Metric(
                "connwake.connection.opened",
                "{connection}",
                Metric.Kind.COUNTER,
                List.of(point(value, 0, null, epochNanos)));
    }

    static Metric seconds(double value, long epochNanos) {
        return new Metric(
                "connwake.connection.pinned_time",
                "s",
                Metric.Kind.COUNTER_SECONDS,
                List.of(point(0, value, null, epochNanos)));
    }

    static Metric upDown(long value, long epochNanos) {
        return new Metric(
                "db.client.connection.count",
                "{connection}",
                Metric.Kind.UP_DOWN_COUNTER,
                List.of(point(value, 0, null, epochNanos)));
    }

    static Metric histogram(long first, long second, double sum, long epochNanos) {
        Metric.Distribution distribution = new Metric.Distribution(
                first + second, sum, 0.0001, 7.5, List.of(0.001, 1.0), List.of(first, second, 0L));
        return new Metric(
                "db.client.connection.use_time",
                "s",
                Metric.Kind.HISTOGRAM,
                List.of(point(0, 0, distribution, epochNanos)));
    }

    private static Metric.Point point(
            long value, double seconds, Metric.@Nullable Distribution distribution, long epochNanos) {
        return new Metric.Point(
                Attributes.builder()
                        .put("db.client.connection.pool.name", "orders")
                        .build(),
                1_700_000_000_000_000_000L,
                epochNanos,
                value,
                seconds,
                distribution,
                "HikariCP");
    }
}
