package io.connwake.recorder.event;

/**
 * How long the session of a connection has been pinned; seen by the sweep, later ones replace the earlier.
 *
 * @param pinnedNanos since it was pinned
 * @param inTransactionNanos how much of that it was in a transaction, which would have kept the session anyhow
 */
public record PinnedFor(long atNanos, long connectionId, long pinnedNanos, long inTransactionNanos) implements Event {}
