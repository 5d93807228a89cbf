package io.connwake.recorder.event;

/** A runtime asks for its next event: until {@link EnvironmentResumed} nobody knows how much of the time passes here. */
public record EnvironmentPaused(long atNanos) implements Event {}
