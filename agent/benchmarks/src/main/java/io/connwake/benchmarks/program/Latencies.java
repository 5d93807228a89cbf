package io.connwake.benchmarks.program;

import java.util.Arrays;

/** How long many cycles took. */
final class Latencies {
    private final long[] sortedNanos;

    private Latencies(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    static Latencies of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    int count() {
        return sortedNanos.length;
    }

    String text() {
        return "p50=" + quantile(0.5) + " p99=" + quantile(0.99);
    }

    private long quantile(double share) {
        return sortedNanos.length == 0 ? 0 : sortedNanos[(int) (share * (sortedNanos.length - 1))];
    }
}
