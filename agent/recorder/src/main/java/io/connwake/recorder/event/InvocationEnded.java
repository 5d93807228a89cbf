package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A unit of work ended.
 *
 * @param http of a request; null for any other
 * @param inFlight connections that were being opened or tested then, of a cloud function, which may be frozen next
 * @param isTraced whether its handler, of a cloud function, was called within another tracer's span
 */
public record InvocationEnded(
        long atNanos,
        long invocationId,
        Ending how,
        @Nullable HttpExchange http,
        int inFlight,
        boolean isTraced) implements Event {}
