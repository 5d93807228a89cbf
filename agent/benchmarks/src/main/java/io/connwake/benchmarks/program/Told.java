package io.connwake.benchmarks.program;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An output that counts what it is given and keeps nothing. */
final class Told implements Output {
    private long spans;

    long spans() {
        return spans;
    }

    @Override
    public void span(Span span) {
        spans++;
    }

    @Override
    public void finding(Finding finding) {}

    @Override
    public void metrics(List<Metric> metrics) {}

    @Override
    public long metricsIntervalNanos() {
        return TimeUnit.SECONDS.toNanos(10);
    }

    @Override
    public void flush(long timeoutNanos) {}

    @Override
    public void close() {}
}
