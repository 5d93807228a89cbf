package io.connwake.recorder.event;

/**
 * A runtime asks for its next event: until {@link EnvironmentResumed} nobody knows how much of the time passes here.
 *
 * @param epochMillis by the wall clock
 */
public record EnvironmentPaused(long atNanos, long epochMillis) implements Event {}
