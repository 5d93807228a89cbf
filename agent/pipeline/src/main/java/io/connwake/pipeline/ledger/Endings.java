package io.connwake.pipeline.ledger;

/** When the last few leases of a pool began and ended: news of them and of a failed acquire come out of order. */
final class Endings {
    private static final int KEPT = 64;

    private final long[] begins = new long[KEPT];
    private final long[] ends = new long[KEPT];
    private int size;
    private int next;

    void add(long beginNanos, long endNanos) {
        begins[next] = beginNanos;
        ends[next] = endNanos;
        next = (next + 1) % KEPT;
        size = Math.min(KEPT, size + 1);
    }

    int spanning(long nanos) {
        int spanning = 0;
        for (int i = 0; i < size; i++) {
            spanning += begins[i] - nanos <= 0 && ends[i] - nanos > 0 ? 1 : 0;
        }
        return spanning;
    }
}
