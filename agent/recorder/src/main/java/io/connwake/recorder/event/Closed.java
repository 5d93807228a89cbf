package io.connwake.recorder.event;

/** A physical connection ended on our side. */
public record Closed(long atNanos, long connectionId, How how) implements Event {
    /** How it ended. */
    public enum How {
        CLOSED,
        ABORTED,
        GARBAGE
    }
}
