package io.connwake.recorder.event;

/**
 * How many of a pool's connections are in use by its own account, seen while somebody waited for one of it: there may be some
 * that were acquired before the agent came, or some that were closed and stay with a transaction until it ends.
 *
 * @param enlisted of those in use, what belongs to a transaction
 */
public record PoolCounted(long atNanos, long poolId, int used, int enlisted) implements Event {}
