package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A unit of work ended.
 *
 * @param http of a request; null for any other
 */
public record InvocationEnded(
        long atNanos,
        long invocationId,
        Ending how,
        @Nullable HttpExchange http) implements Event {}
