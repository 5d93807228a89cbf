package io.connwake.recorder.event;

/** A thread has been inside an acquire since {@code sinceNanos}; {@code leaseId} is that of the acquire. */
public record Waiting(long atNanos, long sinceNanos, long leaseId, long poolId, ThreadRef thread) implements Event {}
