package io.connwake.recording;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Records into a file. Spans gather for at most a second or 64 kB, findings and metrics are written at once; a process
 * that is killed loses no more than that.
 */
public final class RecordingFile implements Output {
    private static final long LONGEST_HELD_NANOS = 1_000_000_000L;
    private static final int MOST_HELD_BYTES = 64 * 1024;
    private static final long METRICS_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Those of a thousand pools take 8 MB: written as often as others', they would drive the spans out of the file. */
    private static final int METRICS_BYTES_PER_SECOND = 64 * 1024;

    private final Tape tape;
    private final LongSupplier nanoClock;
    private final Line spans;
    private final Line metrics;
    private final Line findings;
    private final SpanJson spanJson = new SpanJson();
    private final MetricJson metricJson = new MetricJson();
    private final FindingJson findingJson = new FindingJson();
    private long heldSinceNanos;
    private long metricsIntervalNanos = METRICS_NANOS;
    private long lost;

    /** @param notices takes the one line about what goes wrong */
    public RecordingFile(
            RecordingSettings settings, Resource resource, Consumer<String> notices, LongSupplier nanoClock) {
        this.tape = new Tape(settings, notices);
        this.nanoClock = nanoClock;
        this.spans = Line.ofSpans(resource);
        this.metrics = Line.ofMetrics(resource);
        this.findings = Line.ofFindings(resource);
    }

    @Override
    public void span(Span span) {
        if (tape.isStopped()) {
            lost++;
            return;
        }
        if (spans.isEmpty()) {
            heldSinceNanos = nanoClock.getAsLong();
        }
        spans.add(span, spanJson);
        turned();
    }

    @Override
    public void finding(Finding finding) {
        write(spans);
        findings.add(finding, findingJson);
        write(findings);
    }

    @Override
    public void metrics(List<Metric> measured) {
        write(spans);
        metrics.clear();
        for (Metric metric : measured) {
            if (!metric.points().isEmpty()) {
                metrics.add(metric, metricJson);
            }
        }
        long worth = TimeUnit.SECONDS.toNanos(metrics.size()) / METRICS_BYTES_PER_SECOND;
        metricsIntervalNanos = Math.max(METRICS_NANOS, worth);
        write(metrics);
    }

    @Override
    public long metricsIntervalNanos() {
        return metricsIntervalNanos;
    }

    @Override
    public void turned() {
        boolean due = spans.size() >= MOST_HELD_BYTES
                || (!spans.isEmpty() && nanoClock.getAsLong() - heldSinceNanos >= LONGEST_HELD_NANOS);
        if (due) {
            write(spans);
        }
    }

    @Override
    public void flush(long timeoutNanos) {
        write(spans);
    }

    @Override
    public void close() {
        write(spans);
        tape.close();
    }

    /** Spans, metrics and findings that are not in the file. */
    @Override
    public long failures() {
        return lost;
    }

    private void write(Line line) {
        if (line.isEmpty()) {
            return;
        }
        boolean written = false;
        try {
            written = tape.write(line.ended());
        } finally {
            // Whatever became of it: a line that was ended can't be gone on with.
            lost += written ? 0 : line.items();
            line.clear();
        }
    }
}
