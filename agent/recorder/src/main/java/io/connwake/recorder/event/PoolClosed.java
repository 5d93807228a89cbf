package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A pool can't lend any more.
 *
 * @param site the code that closed it; null if none was captured
 */
public record PoolClosed(
        long atNanos, long poolId, How how, @Nullable Site site) implements Event {
    public PoolClosed(long atNanos, long poolId, How how) {
        this(atNanos, poolId, how, null);
    }

    /** What was seen. */
    public enum How {
        CLOSED,
        /** Nobody refers to its data source any more, which was never closed; its connections may well be open. */
        GARBAGE
    }
}
