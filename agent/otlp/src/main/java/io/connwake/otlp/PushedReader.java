package io.connwake.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Exports when the drain has new metrics, on its beat and without a timer of its own. The SDK's own instruments are
 * dropped: the contract lists what we emit.
 */
final class PushedReader implements MetricReader {
    private final MetricExporter exporter;
    private final LatestMetrics metrics;
    private volatile CollectionRegistration registration = CollectionRegistration.noop();
    private volatile @Nullable CompletableResultCode last;
    private boolean isBehind;

    PushedReader(MetricExporter exporter, LatestMetrics metrics) {
        this.exporter = exporter;
        this.metrics = metrics;
    }

    /** Starts an export, unless the one before is still under way: then the next one carries its counts as well. */
    void push() {
        CompletableResultCode before = last;
        isBehind = before != null && !before.isDone();
        if (isBehind) {
            return;
        }
        metrics.settle(before == null || before.isSuccess());
        last = CompletableResultCode.ofFailure(); // unless it comes to an export
        Collection<MetricData> collected = registration.collectAllMetrics();
        last = collected.isEmpty() ? null : exporter.export(collected);
    }

    /** What was pushed last is not on its way, because the export before was not over. */
    boolean isBehind() {
        return isBehind;
    }

    @Override
    public void register(CollectionRegistration given) {
        registration = given;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return exporter.getAggregationTemporality(type);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
        return Aggregation.drop();
    }

    @Override
    public MemoryMode getMemoryMode() {
        return MemoryMode.IMMUTABLE_DATA;
    }

    @Override
    public CompletableResultCode forceFlush() {
        CompletableResultCode underWay = last;
        return underWay == null ? CompletableResultCode.ofSuccess() : underWay;
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
