package io.connwake.recorder.event;

/**
 * The driver's {@code isValid}, or a pool's test query, said whether the connection lives.
 *
 * @param idleNanos how long nothing had reached the server before, on the monotonic clock
 */
public record Validated(long startNanos, long atNanos, long connectionId, boolean ok, long idleNanos)
        implements Event {}
