package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A lease that never began. {@code leaseId} is its own; {@code poolId} and {@code invocationId} are 0 where there is none.
 *
 * @param busy whether a connection was being opened or tested somewhere just then
 */
public record AcquireFailed(
        long startNanos,
        long atNanos,
        long leaseId,
        long poolId,
        long invocationId,
        ThreadRef thread,
        @Nullable Site site,
        @Nullable TraceParent parent,
        ErrorFacts error,
        boolean busy)
        implements Event {}
