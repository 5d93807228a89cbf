package io.connwake.recorder.event;

/**
 * A runtime has its next event, or was restored from a snapshot.
 *
 * @param atNanos in time that passed for servers too
 * @param suspendedNanos so long the process's own monotonic clock stood still meanwhile; 0 where it ran on, or nearly so
 * @param restored it is a copy of the process that was snapshot
 */
public record EnvironmentResumed(long atNanos, long suspendedNanos, boolean restored) implements Event {}
