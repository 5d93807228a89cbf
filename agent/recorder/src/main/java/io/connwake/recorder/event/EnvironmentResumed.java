package io.connwake.recorder.event;

/**
 * A runtime has its next event, or was restored from a snapshot.
 *
 * @param atNanos by the monotonic clock
 * @param epochMillis by the wall clock, from which time is told anew
 * @param restored it is a copy of the process that was snapshot
 */
public record EnvironmentResumed(long atNanos, long epochMillis, boolean restored) implements Event {}
