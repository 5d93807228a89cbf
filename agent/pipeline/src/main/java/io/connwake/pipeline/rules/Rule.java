package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.FailedConnect;
import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.WorkSettled;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** One kind of finding, or a few that share their evidence. Hears what concerns it and judges after each sweep. */
interface Rule {
    /** The environment goes on after it waited so long for its next event. */
    default void resumed(EnvironmentResumed event, long pausedNanos) {}

    default void acquireFailed(Lease lease) {}

    /** Nobody can give it back to its pool any more. */
    default void abandoned(Lease lease) {}

    /** It is open, and was looked at closely. */
    default void looked(Lease lease) {}

    /** It is ready, or could not be built. */
    default void built(Pool pool) {}

    default void connected(Connection connection) {}

    default void connectFailed(FailedConnect connect, @Nullable Lease waiting) {}

    /** A call on it failed, whatever that means; {@code lease} is null if it was not lent. */
    default void failed(Connection connection, @Nullable Lease lease, StatementFailed event, Verdict verdict) {}

    /** It was found dead, by a call that failed (heard before) or by a test: once for each connection. */
    default void died(Connection connection, Death death) {}

    default void ended(Connection connection, long atNanos) {}

    default void misused(Misused event, @Nullable Lease lease) {}

    /** What a lease had left uncommitted was committed or rolled back by somebody else. */
    default void settled(WorkSettled event) {}

    default void pinned(Connection connection, @Nullable Lease lease, Pinned event) {}

    default void ended(Invocation invocation) {}

    /** Some pools are forgotten, for there were too many: these are left. */
    default void keepOnly(Collection<Pool> pools) {}

    /** The end of a turn. */
    default void turned() {}

    /** After a sweep, when all that it saw is in the ledger. */
    void judge(long nowNanos, boolean last);

    // What every lease does is told to those alone that want to hear it.

    interface OfAcquired extends Rule {
        void acquired(Lease lease);
    }

    interface OfReturned extends Rule {
        /** It was given back. */
        void returned(Lease lease);
    }

    interface OfEnded extends Rule {
        /** Nothing more will be learned of it. */
        void ended(Lease lease);
    }
}
