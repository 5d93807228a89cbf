package io.connwake.dist;

import io.connwake.pipeline.metrics.Counts;

/** Counts what no tap matched; on whatever thread loads classes. */
final class Unmatched {
    /** Kind of the classes that were left alone because they could not be woven. */
    static final String UNWEAVABLE = "class";

    /** Kind of the configured methods that are none. */
    static final String INVOCATION = "invocation";

    private final Counts counts = new Counts();

    Unmatched() {
        counts.add(UNWEAVABLE, 0);
    }

    /** Whether it is the first of its kind. */
    synchronized boolean add(String kind) {
        counts.add(kind, 1);
        return counts.of(kind) == 1;
    }

    synchronized Counts counts() {
        Counts copy = new Counts();
        copy.addAll(counts);
        return copy;
    }
}
