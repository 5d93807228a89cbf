package io.connwake.pipeline.metrics;

import java.util.ArrayList;
import java.util.List;

/** Upper bounds of a histogram's buckets; beyond the last one is a bucket without a bound. */
final class Buckets {
    static final Buckets WAIT = new Buckets(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30);
    static final Buckets USE =
            new Buckets(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900);
    /** The conventions' own, and on to the longest that a function may take. */
    static final Buckets CALL =
            new Buckets(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300, 900);

    static final Buckets IDLE = new Buckets(1, 5, 10, 30, 60, 120, 240, 300, 350, 600, 1800, 3600, 28800);
    static final Buckets CONNECTIONS = new Buckets(0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200, 500);

    private final double[] uppers;

    static Buckets of(Timing timing) {
        if (timing == Timing.USE || timing == Timing.DB) {
            return USE;
        }
        return timing == Timing.IDLE_SURVIVED || timing == Timing.IDLE_DIED ? IDLE : WAIT;
    }

    private Buckets(double... uppers) {
        this.uppers = uppers;
    }

    int count() {
        return uppers.length + 1;
    }

    int indexOf(double value) {
        int index = 0;
        while (index < uppers.length && value > uppers[index]) {
            index++;
        }
        return index;
    }

    List<Double> bounds() {
        List<Double> bounds = new ArrayList<>(uppers.length);
        for (double upper : uppers) {
            bounds.add(upper);
        }
        return bounds;
    }
}
