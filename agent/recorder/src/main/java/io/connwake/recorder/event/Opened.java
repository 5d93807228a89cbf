package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A physical connection was opened.
 *
 * @param peer the one that answered; of several the first where it cannot be told or may change
 * @param target as configured, where that names several the first
 * @param poolId the pool for which it was opened; 0 if that is not known (yet)
 * @param leaseId the acquire on the same thread that waited for it; 0 if there is none
 * @param opener the code that asked the driver: a pool's, or the application's
 * @param pooled the opener is known to be a pool (a library's filler thread), though not which
 * @param source the identity hash of the data source within which it was opened, most often a pool's inner one; 0 if none
 * @param invocationId the unit of work that the opening thread was in; 0 if it was in none
 * @param serverSession the server's id of the session (a proxy's, where there is one); 0 if its driver shows none
 * @param parent null where no other tracer had a span
 */
public record Opened(
        long startNanos,
        long atNanos,
        long connectionId,
        Peer peer,
        Peer target,
        long poolId,
        long leaseId,
        @Nullable CodeLine opener,
        boolean pooled,
        int source,
        long invocationId,
        ThreadRef thread,
        long serverSession,
        @Nullable TraceParent parent)
        implements Event {}
