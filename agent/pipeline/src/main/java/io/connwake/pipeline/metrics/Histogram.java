package io.connwake.pipeline.metrics;

import io.connwake.pipeline.model.Metric;
import java.util.ArrayList;
import java.util.List;

/** Counts values per bucket. */
public final class Histogram {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Buckets buckets;
    private final long[] counts;
    private long count;
    private double sum;
    private double min;
    private double max;

    Histogram(Buckets buckets) {
        this.buckets = buckets;
        this.counts = new long[buckets.count()];
    }

    /** A duration; a negative one is none. */
    public void nanos(long nanos) {
        add(Math.max(0, nanos) / NANOS_PER_SECOND, 1);
    }

    public long count() {
        return count;
    }

    /** Of durations; 0 if there are none. */
    long meanNanos() {
        return count == 0 ? 0 : Math.round(sum / count * NANOS_PER_SECOND);
    }

    void add(double value, long weight) {
        if (weight <= 0) {
            return;
        }
        min = count == 0 ? value : Math.min(min, value);
        max = count == 0 ? value : Math.max(max, value);
        counts[buckets.indexOf(value)] += weight;
        count += weight;
        sum += value * weight;
    }

    void addAll(Histogram other) {
        if (other.count == 0) {
            return;
        }
        min = count == 0 ? other.min : Math.min(min, other.min);
        max = count == 0 ? other.max : Math.max(max, other.max);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        sum += other.sum;
    }

    Metric.Distribution distribution() {
        List<Long> perBucket = new ArrayList<>(counts.length);
        for (long each : counts) {
            perBucket.add(each);
        }
        return new Metric.Distribution(count, sum, min, max, buckets.bounds(), perBucket);
    }
}
