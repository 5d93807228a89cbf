package io.connwake.otlp;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The SDK, started, with our ways in.
 *
 * @param backlog null where what can't be exported is lost
 */
record RunningSdk(
        OpenTelemetrySdk sdk,
        SpanReplay spans,
        FindingLog findings,
        LatestMetrics metrics,
        @Nullable PushedReader reader,
        @Nullable Backlog backlog) {
    /** Puts our reader in the place of the SDK's periodic one, whose timer is not started then. */
    static final class Readers {
        private final LatestMetrics metrics;
        private @Nullable PushedReader reader;

        Readers(LatestMetrics metrics) {
            this.metrics = metrics;
        }

        MetricExporter exporter(MetricExporter exporter) {
            reader = new PushedReader(exporter, metrics);
            return exporter;
        }

        MetricReader pushed() {
            if (reader == null) {
                throw new IllegalStateException("a reader without an exporter");
            }
            return reader;
        }

        @Nullable
        PushedReader reader() {
            return reader;
        }
    }

    void span(Span span) {
        if (backlog != null) {
            backlog.add();
        }
        spans.replay(span);
    }

    void finding(Finding finding) {
        if (backlog != null) {
            backlog.add();
        }
        findings.emit(finding);
    }

    void push(List<Metric> latest) {
        metrics.latest(latest);
        if (reader != null) {
            reader.push();
        }
    }

    void flush(long timeoutNanos) {
        long untilNanos = System.nanoTime() + timeoutNanos;
        if (reader != null && reader.isBehind()) {
            reader.forceFlush().join(timeoutNanos / 2, TimeUnit.NANOSECONDS);
            reader.push();
        }
        CompletableResultCode again = backlog == null ? CompletableResultCode.ofSuccess() : backlog.again();
        CompletableResultCode queues = CompletableResultCode.ofAll(List.of(
                flushed(sdk.getSdkTracerProvider()::forceFlush), flushed(sdk.getSdkLoggerProvider()::forceFlush)));
        CompletableResultCode all = CompletableResultCode.ofAll(
                List.of(again, queues, reader == null ? CompletableResultCode.ofSuccess() : reader.forceFlush()));
        all.join(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (backlog != null && queues.isDone()) {
            backlog.queuesAreEmpty();
        }
    }

    /** For an instant after a flush the SDK's batch processors answer the next one with the result of the last. */
    static CompletableResultCode flushed(Supplier<CompletableResultCode> flush) {
        CompletableResultCode result = flush.get();
        for (int again = 0; again < 20 && result.isDone(); again++) {
            LockSupport.parkNanos(50_000);
            result = flush.get();
        }
        return result;
    }

    void shutdown(long timeoutNanos) {
        sdk.shutdown().join(timeoutNanos, TimeUnit.NANOSECONDS);
    }
}
