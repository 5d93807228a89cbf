package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A unit of work began.
 *
 * @param function its class and method, {@code com.acme.Job.run}, or the name of a cloud function
 * @param parent the span of another tracer that was current; null where there was none
 * @param incoming what the caller sent as the span to go on from; null where there was nothing
 * @param call of a cloud function; null for any other
 */
public record InvocationBegan(
        long atNanos,
        long invocationId,
        String function,
        ThreadRef thread,
        @Nullable TraceParent parent,
        @Nullable TraceParent incoming,
        @Nullable FunctionCall call)
        implements Event {}
