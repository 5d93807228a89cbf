package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * The application did with a lease what it must not do.
 *
 * @param connectionId 0 if it is not known
 * @param thread the one that did it
 * @param other for {@link How#SHARED} the thread that was at work on it, else the one that had closed it; null if not known
 * @param site where it did it; null if none was captured
 * @param otherSite what {@code other} did; null if none was captured
 */
public record Misused(
        long atNanos,
        long leaseId,
        long connectionId,
        How how,
        ThreadRef thread,
        @Nullable ThreadRef other,
        @Nullable Site site,
        @Nullable Site otherSite)
        implements Event {
    /** What was seen. */
    public enum How {
        CLOSED_TWICE,
        USED_AFTER_CLOSE,
        /** Two threads were in calls on it at once. */
        SHARED
    }
}
