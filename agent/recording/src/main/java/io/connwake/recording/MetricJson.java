package io.connwake.recording;

import io.connwake.pipeline.model.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric in OTLP's JSON, cumulative. */
final class MetricJson implements Line.Writer<Metric> {
    private static final String CUMULATIVE = "],\"aggregationTemporality\":2";

    @Override
    public void write(JsonBytes json, Metric metric) {
        json.raw("{\"name\":").string(metric.name());
        json.raw(",\"unit\":").string(metric.unit());
        json.raw(metric.kind() == Metric.Kind.HISTOGRAM ? ",\"histogram\":{" : ",\"sum\":{");
        json.raw("\"dataPoints\":[");
        for (int i = 0; i < metric.points().size(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            point(json, metric.kind(), metric.points().get(i));
        }
        json.raw(CUMULATIVE);
        boolean monotonic = metric.kind() == Metric.Kind.COUNTER || metric.kind() == Metric.Kind.COUNTER_SECONDS;
        json.raw(monotonic ? ",\"isMonotonic\":true}}" : "}}");
    }

    private static void point(JsonBytes json, Metric.Kind kind, Metric.Point point) {
        json.raw("{\"startTimeUnixNano\":").quoted(point.startEpochNanos());
        json.raw(",\"timeUnixNano\":").quoted(point.epochNanos());
        switch (kind) {
            case COUNTER, UP_DOWN_COUNTER -> json.raw(",\"asInt\":").quoted(point.value());
            case COUNTER_SECONDS -> json.raw(",\"asDouble\":").number(point.seconds());
            case HISTOGRAM -> distribution(json, point.distribution());
        }
        json.raw(",\"exemplars\":[],");
        Common.attributes(json, point.attributes());
        json.raw('}');
    }

    private static void distribution(JsonBytes json, Metric.@Nullable Distribution values) {
        if (values == null) {
            throw new IllegalArgumentException("a histogram's point without a distribution");
        }
        if (values.count() > 0) {
            json.raw(",\"count\":").quoted(values.count());
            json.raw(",\"min\":").number(values.min()).raw(",\"max\":").number(values.max());
        }
        json.raw(",\"sum\":").number(values.sum());
        json.raw(",\"bucketCounts\":[");
        List<Long> counts = values.counts();
        for (int i = 0; i < counts.size(); i++) {
            (i == 0 ? json : json.raw(',')).quoted(counts.get(i));
        }
        json.raw("],\"explicitBounds\":[");
        List<Double> bounds = values.bounds();
        for (int i = 0; i < bounds.size(); i++) {
            (i == 0 ? json : json.raw(',')).number(bounds.get(i));
        }
        json.raw(']');
    }
}
