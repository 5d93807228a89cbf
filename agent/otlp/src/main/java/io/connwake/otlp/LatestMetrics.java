package io.connwake.otlp;

import io.connwake.pipeline.model.Metric;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Gives the SDK what the ledger measured, as it is or as differences, whichever the exporter prefers. */
final class LatestMetrics implements MetricProducer {
    private final InstrumentationScopeInfo scope;
    private final Deltas deltas = new Deltas();
    private AggregationTemporalitySelector preference = AggregationTemporalitySelector.alwaysCumulative();
    private List<Metric> latest = List.of();

    LatestMetrics(String scope) {
        this.scope = InstrumentationScopeInfo.create(scope);
    }

    void prefer(AggregationTemporalitySelector preference) {
        this.preference = preference;
    }

    void latest(List<Metric> metrics) {
        latest = metrics;
    }

    /** What was last produced has arrived or is lost. */
    void settle(boolean arrived) {
        deltas.settle(arrived);
    }

    /** What was measured up to now is somebody else's to send. */
    void forgo(List<Metric> metrics) {
        deltas.settle(false);
        for (Metric metric : metrics) {
            deltas.since(metric);
        }
        deltas.settle(true);
    }

    @Override
    public Collection<MetricData> produce(Resource resource) {
        List<MetricData> produced = new ArrayList<>(latest.size());
        for (Metric metric : latest) {
            AggregationTemporality temporality = preference.getAggregationTemporality(instrument(metric.kind()));
            boolean delta = temporality == AggregationTemporality.DELTA;
            List<Metric.Point> points = delta ? deltas.since(metric) : metric.points();
            if (!points.isEmpty()) {
                produced.add(new SeriesData(resource, scope, metric, data(metric.kind(), temporality, points, !delta)));
            }
        }
        return produced;
    }

    private static InstrumentType instrument(Metric.Kind kind) {
        return switch (kind) {
            case COUNTER, COUNTER_SECONDS -> InstrumentType.COUNTER;
            case UP_DOWN_COUNTER -> InstrumentType.UP_DOWN_COUNTER;
            case HISTOGRAM -> InstrumentType.HISTOGRAM;
        };
    }

    private static Data<?> data(
            Metric.Kind kind, AggregationTemporality temporality, List<Metric.Point> points, boolean extremes) {
        return switch (kind) {
            case COUNTER -> SumData.createLongSumData(true, temporality, longs(points));
            case COUNTER_SECONDS -> SumData.createDoubleSumData(true, temporality, doubles(points));
            case UP_DOWN_COUNTER -> SumData.createLongSumData(false, temporality, longs(points));
            case HISTOGRAM -> HistogramData.create(temporality, histograms(points, extremes));
        };
    }

    private static List<LongPointData> longs(List<Metric.Point> points) {
        List<LongPointData> converted = new ArrayList<>(points.size());
        for (Metric.Point point : points) {
            converted.add(LongPointData.create(
                    point.startEpochNanos(),
                    point.epochNanos(),
                    Conversion.attributes(point.attributes()),
                    point.value()));
        }
        return converted;
    }

    private static List<DoublePointData> doubles(List<Metric.Point> points) {
        List<DoublePointData> converted = new ArrayList<>(points.size());
        for (Metric.Point point : points) {
            converted.add(DoublePointData.create(
                    point.startEpochNanos(),
                    point.epochNanos(),
                    Conversion.attributes(point.attributes()),
                    point.seconds(),
                    List.of()));
        }
        return converted;
    }

    /** Least and greatest are known since the start of the process only, not for a difference. */
    private static List<HistogramPointData> histograms(List<Metric.Point> points, boolean extremes) {
        List<HistogramPointData> converted = new ArrayList<>(points.size());
        for (Metric.Point point : points) {
            Metric.Distribution distribution = point.distribution();
            if (distribution != null) {
                boolean known = extremes && distribution.count() > 0;
                converted.add(HistogramPointData.create(
                        point.startEpochNanos(),
                        point.epochNanos(),
                        Conversion.attributes(point.attributes()),
                        distribution.sum(),
                        known,
                        distribution.min(),
                        known,
                        distribution.max(),
                        distribution.bounds(),
                        distribution.counts()));
            }
        }
        return converted;
    }
}
