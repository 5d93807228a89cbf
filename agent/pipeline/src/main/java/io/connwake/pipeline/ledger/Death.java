package io.connwake.pipeline.ledger;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.failure.Verdict;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.StatementFailed;
import org.jspecify.annotations.Nullable;

/**
 * The first sign that a connection was dead; there is one for each connection.
 *
 * @param idleNanos how long nothing had been called on it before
 * @param pausedNanos how much of that the environment waited for its next event, and may have been frozen
 * @param inherited it had not been used since the process was restored from a snapshot, which no socket outlives
 * @param call what found it out
 * @param tookNanos how long that took
 * @param lease who had it; null if nobody, or if that is not known
 * @param error null where a test said no without a reason
 */
public record Death(
        FailureKind kind,
        Verdict verdict,
        long idleNanos,
        long pausedNanos,
        boolean inherited,
        StatementFailed.Call call,
        long atNanos,
        long tookNanos,
        @Nullable Lease lease,
        @Nullable ErrorFacts error) {
    /** What a reset takes to be noticed, pauses of the JVM included, is less. */
    private static final long LONG_TEST_NANOS = 1_000_000_000L;

    /** It was given up while it was idle. */
    public boolean isStale() {
        return verdict.isStale(kind, idleNanos);
    }

    /** Its pool's test was not answered either, and no test takes so long where somebody listens. */
    public boolean isSilentAtTest() {
        boolean mayBe = kind == FailureKind.NET_TIMEOUT || kind == FailureKind.INVALID;
        boolean inVain = kind == FailureKind.READ_TIMEOUT || (mayBe && tookNanos >= LONG_TEST_NANOS);
        return isValidatedAway() && inVain && idleNanos >= Verdict.LONG_IDLE_NANOS;
    }

    /** Its pool's test found it, so that nobody got it. */
    public boolean isValidatedAway() {
        return verdict == Verdict.VALIDATED_AWAY;
    }
}
