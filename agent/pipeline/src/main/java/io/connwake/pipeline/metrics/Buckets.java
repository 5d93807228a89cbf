package io.connwake.pipeline.metrics;

import java.util.ArrayList;
import java.util.List;

/** Upper bounds of a histogram's buckets, the last one open. */
enum Buckets {
    WAIT(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30),
    USE(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900),
    IDLE(1, 5, 10, 30, 60, 120, 240, 300, 350, 600, 1800, 3600, 28800),
    CONNECTIONS(0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200, 500);

    final List<Double> bounds = new ArrayList<>();
    private final double[] uppers;

    Buckets(double... uppers) {
        this.uppers = uppers;
        for (double upper : uppers) {
            bounds.add(upper);
        }
    }

    int indexOf(double value) {
        int index = 0;
        while (index < uppers.length && value > uppers[index]) {
            index++;
        }
        return index;
    }
}
