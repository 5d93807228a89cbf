package io.connwake.recorder.event;

/**
 * A driver call on a physical connection threw.
 *
 * @param leaseId 0 if it was not lent
 * @param call what was called
 * @param idleNanos how long nothing had reached the server on that connection before, on the monotonic clock
 * @param inTransaction a transaction was open when it was called
 * @param closedHere the application or its pool had closed the connection by then, or closed it meanwhile
 */
public record StatementFailed(
        long startNanos,
        long atNanos,
        long connectionId,
        long leaseId,
        Call call,
        long idleNanos,
        boolean inTransaction,
        boolean closedHere,
        ErrorFacts error)
        implements Event {
    /** What kind of call it was. */
    public enum Call {
        EXECUTE,
        /** A commit or a rollback. */
        END,
        /** Of auto-commit. */
        SWITCH,
        VALIDATE
    }
}
