package io.connwake.pipeline.ledger;

import org.jspecify.annotations.Nullable;

/** Hears what the ledger understood, on the drain thread. */
public interface LedgerListener {
    void acquired(Lease lease);

    void acquireFailed(Lease lease);

    /** Given back; it is still to be told as {@link #ended}. */
    void returned(Lease lease);

    void looked(Lease lease);

    /** Once for each lease, when nothing more will be learned of it. */
    void ended(Lease lease);

    /** A pool is ready, or could not be built. */
    void built(Pool pool);

    /** A connection was opened; {@link Connection#waitedFor()} is known. */
    void connected(Connection connection);

    void connectFailed(FailedConnect connect, @Nullable Lease waiting);

    /** Once for each connection that was closed, or lives at an orderly exit. */
    void ended(Connection connection, long atNanos);
}
