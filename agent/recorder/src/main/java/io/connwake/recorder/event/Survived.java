package io.connwake.recorder.event;

/**
 * A call on a lent connection went well after nothing had reached the server for a second or more.
 *
 * @param atNanos when that call began
 */
public record Survived(long atNanos, long connectionId, long idleNanos) implements Event {}
