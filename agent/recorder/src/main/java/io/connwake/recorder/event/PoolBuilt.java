package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A pool's constructor, {@code start} or {@code init} ended: it is ready, or it failed. Of a pool that builds itself at
 * its first acquire nothing is told but that acquire.
 *
 * @param invocationId the unit of work that built it; 0 if there is none
 * @param site null where none was captured
 * @param parent null where no other tracer had a span
 * @param error null if the pool is ready
 */
public record PoolBuilt(
        long startNanos,
        long atNanos,
        long poolId,
        long invocationId,
        ThreadRef thread,
        @Nullable Site site,
        @Nullable TraceParent parent,
        @Nullable ErrorFacts error)
        implements Event {}
