package io.connwake.report.facts;

import io.connwake.pipeline.model.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A histogram. */
public final class Tally {
    private final List<Double> bounds;
    private final long[] counts;
    private final double sum;
    private final long count;
    private final double min;
    private final double max;

    private Tally(List<Double> bounds, long[] counts, double sum, long count, double min, double max) {
        this.bounds = bounds;
        this.counts = counts;
        this.sum = sum;
        this.count = count;
        this.min = min;
        this.max = max;
    }

    static Tally of(Metric.Distribution told) {
        long[] counts = new long[told.bounds().size() + 1];
        for (int i = 0; i < Math.min(counts.length, told.counts().size()); i++) {
            counts[i] = Math.max(0, told.counts().get(i));
        }
        return new Tally(told.bounds(), counts, told.sum(), told.count(), known(told.min()), known(told.max()));
    }

    private static double known(double extreme) {
        return Double.isFinite(extreme) ? extreme : Double.NaN;
    }

    /** Of two with other bounds the larger one. */
    public static @Nullable Tally sum(@Nullable Tally one, @Nullable Tally other) {
        if (one == null || other == null || one.count == 0 || other.count == 0) {
            boolean isFirst = other == null || (one != null && other.count == 0);
            return isFirst ? one : other;
        }
        if (!one.bounds.equals(other.bounds)) {
            return one.count >= other.count ? one : other;
        }
        long[] counts = one.counts.clone();
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        double min = Math.min(one.min, other.min);
        double max = Math.max(one.max, other.max);
        return new Tally(one.bounds, counts, one.sum + other.sum, one.count + other.count, min, max);
    }

    public List<Double> bounds() {
        return bounds;
    }

    /** One more than there are bounds. */
    public long[] counts() {
        return counts;
    }

    public double sum() {
        return sum;
    }

    public long count() {
        return count;
    }

    /** Not a number where it was not told. */
    public double min() {
        return min;
    }

    /** Not a number where it was not told. */
    public double max() {
        return max;
    }

    /** The most that a value of a bucket can be; beyond the last bound that, where more is not known. */
    public double upper(int bucket) {
        double last = bounds.isEmpty() ? 0 : bounds.get(bounds.size() - 1);
        double bound = bucket < bounds.size() ? bounds.get(bucket) : Double.isNaN(max) ? last : max;
        return Double.isNaN(max) ? bound : Math.min(bound, max);
    }

    /** The greatest value, or what it is at least where that was not told. */
    public double surelyReached() {
        int bucket = counts.length - 1;
        while (bucket > 0 && counts[bucket] == 0) {
            bucket--;
        }
        double lower = bucket == 0 ? 0 : bounds.get(bucket - 1);
        return Double.isNaN(max) ? lower : max;
    }

    public double mean() {
        return count == 0 ? 0 : sum / count;
    }
}
