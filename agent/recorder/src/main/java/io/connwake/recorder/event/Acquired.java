package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A lease began.
 *
 * @param startNanos when the application asked
 * @param poolId 0 if no pool is involved: then the lease is provisional, it counts as one only if its physical
 *     connection is never lent by a pool
 * @param connectionId the physical connection, 0 if it could not be found
 * @param invocationId the unit of work it belongs to; 0 if there is none
 * @param carriedOver work that an earlier borrower had left uncommitted was still open on the connection
 * @param site null where none was captured
 * @param parent null where no other tracer had a span
 */
public record Acquired(
        long startNanos,
        long atNanos,
        long leaseId,
        long poolId,
        long connectionId,
        long invocationId,
        boolean carriedOver,
        ThreadRef thread,
        @Nullable Site site,
        @Nullable TraceParent parent)
        implements Event {}
