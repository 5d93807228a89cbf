package io.connwake.pipeline.metrics;

/** A distribution of numbers of connections. */
public final class Levels {
    final Histogram histogram = new Histogram(Buckets.CONNECTIONS);

    public void add(int connections) {
        histogram.add(connections, 1);
    }
}
