package io.connwake.benchmarks;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** What repeated measurements gave, in the order in which they were made: so two rows can be compared round by round. */
final class Samples {
    private final double[] values;

    Samples(double... values) {
        this.values = values.clone();
    }

    double[] values() {
        return values.clone();
    }

    double median() {
        return quantile(0.5);
    }

    /** Not a number where nothing was measured. */
    double mean() {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Interpolated between neighbours; not a number where nothing was measured. */
    double quantile(double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    Samples dividedBy(Samples baseline) {
        return with(baseline, (mine, theirs) -> mine / theirs);
    }

    Samples minus(Samples baseline) {
        return with(baseline, (mine, theirs) -> mine - theirs);
    }

    /** Median with the quartiles around it. */
    String text(int decimals) {
        if (Double.isNaN(median())) {
            return "not told";
        }
        String number = "%." + decimals + "f";
        return String.format(number + " (" + number + "–" + number + ")", median(), quantile(0.25), quantile(0.75));
    }

    private Samples with(Samples other, DoubleBinaryOperator operator) {
        double[] result = new double[Math.min(values.length, other.values.length)];
        Arrays.setAll(result, i -> operator.applyAsDouble(values[i], other.values[i]));
        return new Samples(result);
    }
}
