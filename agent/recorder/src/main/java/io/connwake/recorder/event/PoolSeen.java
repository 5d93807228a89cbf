package io.connwake.recorder.event;

/** A pool with the settings in force at this moment; a later one of the same id replaces the earlier. */
public record PoolSeen(long atNanos, PoolFacts facts) implements Event {}
