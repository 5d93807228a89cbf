package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/** A lease that never began. {@code leaseId} is its own; {@code poolId} is 0 where no pool is involved or known. */
public record AcquireFailed(
        long startNanos,
        long atNanos,
        long leaseId,
        long poolId,
        ThreadRef thread,
        @Nullable Site site,
        @Nullable TraceParent parent,
        ErrorFacts error)
        implements Event {}
