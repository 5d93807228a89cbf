package io.connwake.recorder.event;

/** A unit of work returned, or threw. */
public record InvocationEnded(long atNanos, long invocationId, boolean failed) implements Event {}
