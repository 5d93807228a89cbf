package io.connwake.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Everything seen up to one moment, in the order in which it came; totals add deltas and take the last of a cumulative
 * series.
 */
public record Telemetry(List<SpanSeen> spans, List<PointSeen> points, List<LogSeen> logs) {
    static final Telemetry NOTHING = new Telemetry(List.of(), List.of(), List.of());

    public Telemetry {
        spans = List.copyOf(spans);
        points = List.copyOf(points);
        logs = List.copyOf(logs);
    }

    static Telemetry all(List<Telemetry> parts) {
        return new Telemetry(
                parts.stream().flatMap(part -> part.spans.stream()).toList(),
                parts.stream().flatMap(part -> part.points.stream()).toList(),
                parts.stream().flatMap(part -> part.logs.stream()).toList());
    }

    /** Without the first items: what is left of an export of which a receiver rejected that many. */
    Telemetry without(int rejected) {
        return new Telemetry(
                spans.stream().skip(rejected).toList(),
                points.stream().skip(rejected).toList(),
                logs.stream().skip(rejected).toList());
    }

    /** Spans whose name begins so: {@code "lease "}, {@code "connect 127.0.0.1:"}. */
    public List<SpanSeen> spansNamed(String prefix) {
        return spans.stream().filter(span -> span.name().startsWith(prefix)).toList();
    }

    public Set<String> metricNames() {
        Set<String> names = new TreeSet<>();
        points.forEach(point -> names.add(point.metric()));
        return names;
    }

    /** The points of a metric that carry at least these attributes. */
    public List<PointSeen> points(String metric, Map<String, ?> attributes) {
        return points.stream()
                .filter(point -> point.metric().equals(metric) && point.carries(attributes))
                .toList();
    }

    /** The total of a sum or gauge; 0 where no such point came, as a counter that never counted is not exported. */
    public double sum(String metric) {
        return sum(metric, Map.of());
    }

    public double sum(String metric, Map<String, ?> attributes) {
        return total(metric, attributes, Telemetry::number);
    }

    public long histogramCount(String metric) {
        return histogramCount(metric, Map.of());
    }

    public long histogramCount(String metric, Map<String, ?> attributes) {
        return (long) total(metric, attributes, point -> distribution(point).count());
    }

    public double histogramSum(String metric, Map<String, ?> attributes) {
        return total(metric, attributes, point -> distribution(point).sum());
    }

    public List<LogSeen> findings() {
        return logs.stream()
                .filter(log -> log.eventName().equals("connwake.finding"))
                .toList();
    }

    public List<LogSeen> findings(String kind, String state) {
        return findings().stream()
                .filter(finding -> kind.equals(finding.attribute("connwake.finding.kind"))
                        && state.equals(finding.attribute("connwake.finding.state")))
                .toList();
    }

    private double total(String metric, Map<String, ?> attributes, ToDoubleFunction<PointSeen> value) {
        List<PointSeen> counted = new ArrayList<>();
        Map<PointSeen.Series, PointSeen> latest = new HashMap<>();
        for (PointSeen point : points(metric, attributes)) {
            if (point.temporality() == PointSeen.Temporality.DELTA) {
                counted.add(point);
            } else {
                latest.merge(point.series(), point, (old, now) -> now.epochNanos() < old.epochNanos() ? old : now);
            }
        }
        counted.addAll(latest.values());
        return counted.stream().mapToDouble(value).sum();
    }

    private static double number(PointSeen point) {
        if (point.number() == null) {
            throw new IllegalArgumentException(point.metric() + " is a " + point.shape() + ", not a number");
        }
        return point.number().doubleValue();
    }

    private static PointSeen.Distribution distribution(PointSeen point) {
        if (point.distribution() == null) {
            throw new IllegalArgumentException(point.metric() + " is a " + point.shape() + ", not a histogram");
        }
        return point.distribution();
    }
}
