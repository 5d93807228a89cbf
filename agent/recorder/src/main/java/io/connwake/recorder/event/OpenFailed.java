package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/** A driver's connect threw; fields as in {@link Opened}. */
public record OpenFailed(
        long startNanos,
        long atNanos,
        Peer peer,
        long poolId,
        long leaseId,
        @Nullable CodeLine opener,
        boolean pooled,
        int source,
        long invocationId,
        ThreadRef thread,
        ErrorFacts error)
        implements Event {}
