package io.connwake.pipeline.ledger;

/** A pool at one moment. A limit or timeout that is not known is negative. */
public record PoolSnapshot(
        int limit, int open, int used, int idle, int waiting, int heldByDeadThread, long acquireTimeoutNanos) {}
