package io.connwake.pipeline.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instrument with all its series, cumulative since the start of the process. */
public record Metric(String name, String unit, Kind kind, List<Point> points) {
    public Metric {
        points = List.copyOf(points);
    }

    /** The instrument. {@link #COUNTER_SECONDS} is a counter of doubles, the other counts are whole numbers. */
    public enum Kind {
        COUNTER,
        COUNTER_SECONDS,
        UP_DOWN_COUNTER,
        HISTOGRAM
    }

    /**
     * One series at one instant.
     *
     * @param startEpochNanos since when it counts
     * @param value of a counter of whole numbers or of an up-down counter
     * @param seconds of a counter of seconds
     * @param distribution of a histogram, null otherwise
     * @param library what made the pool that it is about, empty where it is about none; outputs don't tell it
     */
    public record Point(
            Attributes attributes,
            long startEpochNanos,
            long epochNanos,
            long value,
            double seconds,
            @Nullable Distribution distribution,
            String library) {}

    /** Counts per bucket; {@code counts} is one longer than {@code bounds}. */
    public record Distribution(long count, double sum, double min, double max, List<Double> bounds, List<Long> counts) {
        public Distribution {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
        }
    }
}
