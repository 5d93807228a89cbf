package io.connwake.recorder.event;

/** A pool can't lend any more. */
public record PoolClosed(long atNanos, long poolId, How how) implements Event {
    /** What was seen. */
    public enum How {
        CLOSED,
        /** Nobody refers to its data source any more, which was never closed; its connections may well be open. */
        GARBAGE
    }
}
