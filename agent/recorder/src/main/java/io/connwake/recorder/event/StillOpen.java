package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * An open lease, looked at closely.
 *
 * @param lastUsedNanos end of the last driver call on it, or of the acquire
 * @param statements executions so far (a hint: read while the application runs)
 * @param errors failed ones so far (a hint)
 * @param holderAt the holder's innermost application frame now; null if it has none or could not be looked at
 * @param inDriver what that frame called is inside a driver: it reads a result, say, which is no statement of its own
 * @param keptOpen a session of a framework keeps it for the unit of work, though no transaction is under way on that stack
 */
public record StillOpen(
        long atNanos,
        long leaseId,
        long lastUsedNanos,
        int statements,
        int errors,
        Holder holder,
        @Nullable CodeLine holderAt,
        boolean inDriver,
        boolean keptOpen)
        implements Event {
    /** What the acquiring thread does. */
    public enum Holder {
        /** The method that owns the lease is on its stack. */
        HOLDING,
        /** It is alive and that method has returned. */
        GONE,
        /**
         * That method has returned too, but the call of its caller may go on, and the thread has no other lease of that line
         * nor asks for one: what begins a unit of work and what ends it may be two methods.
         */
        RETURNED,
        /** It acquires at that line again: in the call that owns the lease, if that is a loop, or in a later one. */
        AGAIN,
        /** The thread has ended. */
        DEAD,
        /** One of these two, but a lock of the session's or a {@code LISTEN} says that the connection is meant to be kept. */
        KEEPING,
        /** Another thread used the connection last: the acquirer's stack says nothing. */
        HANDED_OVER,
        /** No site was captured, it is held for ever by design, or used by calls that nobody sees: the stack says nothing. */
        UNKNOWN
    }
}
