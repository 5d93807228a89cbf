package io.connwake.pipeline;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** An output that keeps what it was given. */
final class Captured implements Output {
    final List<Span> spans = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    List<Metric> metrics = List.of();
    int failing;
    /** Failed exports, from the flush on. */
    int losses;

    /** How often it was given metrics. */
    int measurements;

    private boolean flushed;

    @Override
    public void span(Span span) {
        if (failing > 0) {
            failing--;
            throw new IllegalStateException("failing");
        }
        spans.add(span);
    }

    @Override
    public void finding(Finding finding) {
        findings.add(finding);
    }

    @Override
    public void metrics(List<Metric> measured) {
        metrics = measured;
        measurements++;
    }

    @Override
    public long metricsIntervalNanos() {
        return 10 * Scene.SECOND;
    }

    @Override
    public void started() {
        calls.add("started");
    }

    @Override
    public void flush(long timeoutNanos) {
        calls.add("flush");
        flushed = true;
    }

    @Override
    public long failures() {
        return flushed ? losses : 0;
    }

    @Override
    public void close() {
        calls.add("close");
    }

    List<Span> named(String start) {
        return spans.stream().filter(span -> span.name().startsWith(start)).toList();
    }

    Span only(String start) {
        List<Span> found = named(start);
        Assertions.assertThat(found).as("spans named " + start + "…").hasSize(1);
        return found.get(0);
    }

    List<String> findingStates(String kind) {
        return findings.stream()
                .filter(finding -> finding.kind().equals(kind))
                .map(finding -> finding.state().label())
                .toList();
    }

    Finding last(String kind) {
        return findings.stream()
                .filter(finding -> finding.kind().equals(kind))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no finding " + kind + " in " + findings));
    }

    /** The sum over all points whose attributes hold these. */
    long sum(String name, String... keysAndValues) {
        long sum = 0;
        for (Metric.Point point : points(name)) {
            if (holds(point, keysAndValues)) {
                Metric.Distribution distribution = point.distribution();
                sum += distribution == null ? point.value() : distribution.count();
            }
        }
        return sum;
    }

    /** Of the first series. */
    Metric.Distribution distribution(String name) {
        Metric.Distribution distribution = points(name).get(0).distribution();
        if (distribution == null) {
            throw new AssertionError(name + " is no histogram");
        }
        return distribution;
    }

    List<Metric.Point> points(String name) {
        return metrics.stream()
                .filter(metric -> metric.name().equals(name))
                .flatMap(metric -> metric.points().stream())
                .toList();
    }

    private static boolean holds(Metric.Point point, String... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Map.Entry<String, Object> wanted = Map.entry(keysAndValues[i], keysAndValues[i + 1]);
            if (!point.attributes().entries().contains(wanted)) {
                return false;
            }
        }
        return true;
    }
}
