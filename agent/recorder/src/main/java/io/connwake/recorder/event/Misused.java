package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * The application did with a lease what it must not do.
 *
 * @param poolId 0 if no pool is involved
 * @param connectionId 0 if it is not known
 * @param lentAgain somebody else had borrowed the connection by then
 * @param thread the one that did it
 * @param other for {@link How#SHARED} the thread that was at work on it, else the one that had closed it; null if not known
 * @param site where it did it; null if none was captured
 * @param acquireSite where the lease was acquired; null if none was captured
 */
public record Misused(
        long atNanos,
        long leaseId,
        long poolId,
        long connectionId,
        How how,
        boolean lentAgain,
        ThreadRef thread,
        @Nullable ThreadRef other,
        @Nullable Site site,
        @Nullable Site acquireSite)
        implements Event {
    /** What was seen. */
    public enum How {
        CLOSED_TWICE,
        USED_AFTER_CLOSE,
        /** Two threads were executing on it at once. */
        SHARED
    }
}
