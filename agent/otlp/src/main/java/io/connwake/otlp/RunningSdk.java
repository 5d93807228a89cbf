package io.connwake.otlp;

import io.connwake.pipeline.model.Metric;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The SDK, started, with our ways in. */
record RunningSdk(
        OpenTelemetrySdk sdk,
        SpanReplay spans,
        FindingLog findings,
        LatestMetrics metrics,
        @Nullable PushedReader reader) {
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

    void push(List<Metric> latest) {
        metrics.latest(latest);
        if (reader != null) {
            reader.push();
        }
    }

    void flush(long timeoutNanos) {
        CompletableResultCode all = CompletableResultCode.ofAll(List.of(
                flushed(sdk.getSdkTracerProvider()::forceFlush),
                flushed(sdk.getSdkLoggerProvider()::forceFlush),
                reader == null ? CompletableResultCode.ofSuccess() : reader.forceFlush()));
        all.join(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    /** For an instant after a flush the SDK's batch processors answer the next one with the result of the last. */
    private static CompletableResultCode flushed(Supplier<CompletableResultCode> flush) {
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
