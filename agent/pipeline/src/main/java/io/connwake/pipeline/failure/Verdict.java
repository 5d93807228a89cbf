package io.connwake.pipeline.failure;

import io.connwake.recorder.event.StatementFailed;

/** What a failed call says of its connection, from its kind and the state in which the connection was. */
public enum Verdict {
    /** Nothing, or nothing beyond its kind. */
    NONE,
    /** The peer, or something between, had given it up while it was idle. */
    STALE,
    /** Nothing came back on a connection that had long been idle; a slow statement looks the same. */
    HALF_OPEN,
    /** Its server ended it while it was idle: a restart, a failover, an administrator. */
    KILLED_WHILE_IDLE,
    /** It broke at work. */
    KILLED_IN_USE,
    /** Its server ended it because its transaction was idle. */
    IDLE_IN_TRANSACTION,
    /** It was dead already, and that is known. */
    SECONDARY,
    /** The application or its pool had closed it. */
    USE_AFTER_CLOSE,
    /** Its pool tested it and found it dead: nobody got it. */
    VALIDATED_AWAY;

    /** Shorter than that is no idleness: what is used so often breaks at work. */
    private static final long IDLE_NANOS = 1_000_000_000L;

    /** A dead peer is noticed at once; what takes longer was under way. */
    private static final long AT_ONCE_NANOS = 1_000_000_000L;

    /** Whatever drops idle connections on the way leaves those alone that idle for less. */
    public static final long LONG_IDLE_NANOS = 60_000_000_000L;

    /**
     * Of a call that failed.
     *
     * @param hasDied it was known to be dead
     */
    public static Verdict of(FailureKind kind, StatementFailed event, boolean hasDied) {
        if (hasDied) {
            return kind.isFatal() || kind == FailureKind.CONNECTION_CLOSED ? SECONDARY : NONE;
        }
        if (event.closedHere()) {
            return kind.isFatal() || kind == FailureKind.CONNECTION_CLOSED ? USE_AFTER_CLOSE : NONE;
        }
        boolean wasIdle = event.idleNanos() >= IDLE_NANOS;
        boolean atOnce = event.atNanos() - event.startNanos() < AT_ONCE_NANOS;
        return switch (kind) {
            case SERVER_CLOSED_IDLE -> STALE;
            case IDLE_IN_TX_KILLED -> IDLE_IN_TRANSACTION;
            case ADMIN_SHUTDOWN -> wasIdle && atOnce ? KILLED_WHILE_IDLE : KILLED_IN_USE;
            case EOF, RESET, BROKEN_PIPE -> wasIdle && atOnce ? STALE : KILLED_IN_USE;
            case NET_TIMEOUT -> wasIdle && atOnce ? STALE : unanswered(event);
            case READ_TIMEOUT -> unanswered(event);
            default -> NONE;
        };
    }

    private static Verdict unanswered(StatementFailed event) {
        return event.idleNanos() >= LONG_IDLE_NANOS ? HALF_OPEN : NONE;
    }

    /** Whether a connection that had been idle for so long was given up meanwhile, as far as its end tells. */
    public boolean isStale(FailureKind kind, long idleNanos) {
        if (this == VALIDATED_AWAY) {
            return kind == FailureKind.SERVER_CLOSED_IDLE || (kind.mayBeStale() && idleNanos >= IDLE_NANOS);
        }
        return this == STALE;
    }
}
