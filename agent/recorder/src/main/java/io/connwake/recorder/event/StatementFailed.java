package io.connwake.recorder.event;

/** A driver call on a physical connection threw; {@code leaseId} is 0 if it was not lent. */
public record StatementFailed(long startNanos, long atNanos, long connectionId, long leaseId, ErrorFacts error)
        implements Event {}
