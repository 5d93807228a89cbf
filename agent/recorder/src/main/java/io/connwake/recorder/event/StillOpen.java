package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * An open lease, looked at closely.
 *
 * @param lastUsedNanos end of the last driver call on it, or of the acquire
 * @param statements executions so far (a hint: read while the application runs)
 * @param errors failed ones so far (a hint)
 * @param holderAt the holder's innermost application frame now; null if it has none or could not be looked at
 */
public record StillOpen(
        long atNanos,
        long leaseId,
        long lastUsedNanos,
        int statements,
        int errors,
        Holder holder,
        @Nullable CodeLine holderAt)
        implements Event {
    /** What the acquiring thread does. */
    public enum Holder {
        /** The method that owns the lease is on its stack. */
        HOLDING,
        /** It is alive and that method has returned. */
        GONE,
        /** The thread has ended. */
        DEAD,
        /** Another thread used the connection last: the acquirer's stack says nothing. */
        HANDED_OVER,
        /** No site was captured, or it is held for ever by design, so the stack says nothing. */
        UNKNOWN
    }
}
