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

/**
 * Exports when the drain has new metrics, on its beat and without a timer of its own. The SDK's own instruments are
 * dropped: the contract lists what we emit.
 */
final class PushedReader implements MetricReader {
    private final MetricExporter exporter;
    private volatile CollectionRegistration registration = CollectionRegistration.noop();
    private volatile CompletableResultCode last = CompletableResultCode.ofSuccess();

    PushedReader(MetricExporter exporter) {
        this.exporter = exporter;
    }

    /** Starts an export, unless the one before is still under way: then the next one carries its counts as well. */
    void push() {
        if (!last.isDone()) {
            return;
        }
        Collection<MetricData> metrics = registration.collectAllMetrics();
        if (!metrics.isEmpty()) {
            last = exporter.export(metrics);
        }
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
        return last;
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
