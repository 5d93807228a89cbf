package io.connwake.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One data point of a metric as its consumer sees it: a number, or for histograms a distribution. */
public record PointSeen(
        String metric,
        String unit,
        Shape shape,
        Temporality temporality,
        boolean monotonic,
        long startEpochNanos,
        long epochNanos,
        Map<String, Object> attributes,
        @Nullable Number number,
        @Nullable Distribution distribution,
        String scope,
        Map<String, Object> resource) {

    public enum Shape {
        SUM,
        GAUGE,
        HISTOGRAM
    }

    public enum Temporality {
        UNSPECIFIED,
        DELTA,
        CUMULATIVE
    }

    public record Distribution(
            long count,
            double sum,
            @Nullable Double min,
            @Nullable Double max,
            List<Double> bounds,
            List<Long> bucketCounts) {}

    /** Cumulative points of one series replace each other; those of different series add up. */
    record Series(String metric, Map<String, Object> attributes, Map<String, Object> resource, long startEpochNanos) {}

    Series series() {
        return new Series(metric, attributes, resource, startEpochNanos);
    }

    boolean carries(Map<String, ?> wanted) {
        return attributes.entrySet().containsAll(wanted.entrySet());
    }
}
