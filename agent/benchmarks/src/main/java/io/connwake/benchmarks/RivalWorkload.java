package io.connwake.benchmarks;

import java.io.IOException;
import java.util.List;

/** One kind of work that every agent is attached to in turn. */
interface RivalWorkload {
    /** As in {@code --only}. */
    String name();

    /** Rounds that a table is worth that takes half an hour with all workloads. */
    int usualRounds();

    /** Every row once, in an order of its own; one that does not count warms the file cache. */
    void round(int number, boolean counts) throws IOException, InterruptedException;

    /** The table, under a line that says what the rows did. */
    void print();

    List<Comparison> comparisons();
}
