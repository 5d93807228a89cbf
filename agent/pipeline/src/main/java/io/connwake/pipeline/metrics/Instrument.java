package io.connwake.pipeline.metrics;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One metric in the making. */
final class Instrument {
    private final String name;
    private final String unit;
    private final Metric.Kind kind;
    private final long startEpochNanos;
    private final long epochNanos;
    private final List<Metric.Point> points = new ArrayList<>();
    private String library = "";

    Instrument(String name, String unit, Metric.Kind kind, long startEpochNanos, long epochNanos) {
        this.name = name;
        this.unit = unit;
        this.kind = kind;
        this.startEpochNanos = startEpochNanos;
        this.epochNanos = epochNanos;
    }

    /** What follows is about a pool of this library; empty if it is about none. */
    Instrument about(String library) {
        this.library = library;
        return this;
    }

    Instrument count(Attributes attributes, long value) {
        points.add(new Metric.Point(attributes, startEpochNanos, epochNanos, value, 0, null, library));
        return this;
    }

    Instrument count(Attributes attributes, Counts counts, String key) {
        for (String label : counts.labels()) {
            count(with(attributes, key, label), counts.of(label));
        }
        return this;
    }

    /** Nanoseconds, told in seconds. */
    Instrument seconds(Attributes attributes, Counts nanos, String key) {
        for (String label : nanos.labels()) {
            double seconds = nanos.of(label) / 1e9;
            Attributes of = with(attributes, key, label);
            points.add(new Metric.Point(of, startEpochNanos, epochNanos, 0, seconds, null, library));
        }
        return this;
    }

    Instrument setting(Attributes attributes, long value) {
        return value < 0 ? this : count(attributes, value);
    }

    Instrument distribution(Attributes attributes, @Nullable Histogram histogram) {
        if (histogram != null) {
            Metric.Distribution all = histogram.distribution();
            points.add(new Metric.Point(attributes, startEpochNanos, epochNanos, 0, 0, all, library));
        }
        return this;
    }

    void finish(List<Metric> metrics) {
        if (!points.isEmpty()) {
            metrics.add(new Metric(name, unit, kind, points));
        }
    }

    static Attributes with(Attributes attributes, String key, String value) {
        if (key.isEmpty()) {
            return attributes;
        }
        return Attributes.builder().putAll(attributes).put(key, value).build();
    }
}
