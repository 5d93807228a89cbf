package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A unit of work began.
 *
 * @param function its class and method, {@code com.acme.Job.run}
 * @param parent the span of another tracer that was current; null where there was none
 */
public record InvocationBegan(
        long atNanos,
        long invocationId,
        String function,
        ThreadRef thread,
        @Nullable TraceParent parent) implements Event {}
