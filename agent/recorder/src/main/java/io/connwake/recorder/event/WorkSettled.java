package io.connwake.recorder.event;

/**
 * What a lease had left uncommitted was committed or rolled back by somebody else.
 *
 * @param leaseId of the borrower who did; 0 if nobody had the connection
 * @param committed by a commit, or by switching auto-commit on
 */
public record WorkSettled(long atNanos, long connectionId, long leaseId, boolean committed, By by) implements Event {
    /** Who it was. */
    public enum By {
        /** The pool, within the {@code close()} that returned the connection. */
        RETURN,
        /** The pool, within the {@code getConnection()} that lends it again. */
        LENDING,
        /** A later borrower. */
        BORROWER,
        /** Neither: a transaction manager, to whom the work belongs however early the application closes. */
        MANAGER
    }
}
