package io.connwake.recording.reader;

import io.connwake.pipeline.model.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric; a gauge is read as an up-down counter. Exponential histograms and summaries are left out. */
final class MetricReader {
    private static final int DELTA = 1;

    private final JsonCursor json;
    private final PointReader points;

    private List<Metric.Point> read = List.of();
    private boolean isHistogram;
    private boolean isMonotonic;
    private boolean isReal;
    private boolean isDelta;

    MetricReader(JsonCursor json, AttributesReader attributes) {
        this.json = json;
        this.points = new PointReader(json, attributes);
    }

    /** Null if it has no point that we understand. */
    @Nullable
    Metric read() throws Malformed {
        String name = "";
        String unit = "";
        read = new ArrayList<>();
        isHistogram = false;
        isMonotonic = false;
        isReal = false;
        isDelta = false;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "name" -> name = json.string();
                case "unit" -> unit = json.string();
                case "sum", "gauge" -> series(false);
                case "histogram" -> series(true);
                default -> json.skip();
            }
        }
        return read.isEmpty() ? null : new Metric(name, unit, kind(), read);
    }

    /** Whether each point of the last one counts from the one before. */
    boolean isDelta() {
        return isDelta;
    }

    private Metric.Kind kind() {
        if (isHistogram) {
            return Metric.Kind.HISTOGRAM;
        }
        if (!isMonotonic) {
            return Metric.Kind.UP_DOWN_COUNTER;
        }
        return isReal ? Metric.Kind.COUNTER_SECONDS : Metric.Kind.COUNTER;
    }

    private void series(boolean ofDistributions) throws Malformed {
        isHistogram = ofDistributions;
        json.object();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "dataPoints" -> points();
                case "isMonotonic" -> isMonotonic = json.truth();
                case "aggregationTemporality" -> isDelta = json.whole() == DELTA;
                default -> json.skip();
            }
        }
    }

    private void points() throws Malformed {
        json.array();
        while (json.nextItem()) {
            read.add(points.read(isHistogram));
            isReal |= points.isReal();
        }
    }
}
