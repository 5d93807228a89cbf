package io.connwake.recorder.event;

/** Nobody refers to the leased handle any more and it was never closed. Counts are final. */
public record Garbage(long atNanos, long leaseId, int statements, int errors) implements Event {}
