package io.connwake.pipeline.ledger;

import io.connwake.pipeline.failure.Verdict;
import io.connwake.recorder.event.EnvironmentPaused;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.WorkSettled;
import org.jspecify.annotations.Nullable;

/** Hears what the ledger understood, on the drain thread. */
public interface LedgerListener {
    /**
     * The environment waits for its next event, and may be frozen.
     *
     * @param first it has been starting up to now
     */
    void paused(EnvironmentPaused event, boolean first);

    /** It goes on; so long it waited. */
    void resumed(EnvironmentResumed event, long pausedNanos);

    void acquired(Lease lease);

    void acquireFailed(Lease lease);

    /** Given back; it is still to be told as {@link #ended}. */
    void returned(Lease lease);

    void looked(Lease lease);

    /** Nobody can give it back to its pool any more; it is still to be told as {@link #ended}. */
    void abandoned(Lease lease);

    /** Its invocation ended and it is open still; it is to be told as {@link #ended} later. */
    void outlived(Lease lease, Invocation invocation);

    /** Once for each invocation, when nothing more will be learned of it. */
    void ended(Invocation invocation);

    /** Once for each lease, when nothing more will be learned of it. */
    void ended(Lease lease);

    /** A pool is ready, or could not be built. */
    void built(Pool pool);

    /** A connection was opened; {@link Connect#waitedFor()} is known. */
    void connected(Connection connection);

    void connectFailed(FailedConnect connect, @Nullable Lease waiting);

    /** A call on a connection failed, whatever that means; {@code lease} is null if it was not lent. */
    void failed(Connection connection, @Nullable Lease lease, StatementFailed event, Verdict verdict);

    /** A connection was found dead, by a call that failed (told before) or by a test: once for each. */
    void died(Connection connection, Death death);

    void misused(Misused event, @Nullable Lease lease);

    /** Work that a lease had left uncommitted was committed or rolled back by somebody else. */
    void settled(WorkSettled event);

    void pinned(Connection connection, @Nullable Lease lease, Pinned event);

    /** Once for each connection that was closed, or lives at an orderly exit. */
    void ended(Connection connection, long atNanos);
}
