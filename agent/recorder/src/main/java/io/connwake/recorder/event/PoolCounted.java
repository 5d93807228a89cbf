package io.connwake.recorder.event;

/**
 * A pool's connections by its own account, seen while somebody waited for one of it: there are some that were acquired
 * before the agent came.
 */
public record PoolCounted(long atNanos, long poolId, int open, int used) implements Event {}
