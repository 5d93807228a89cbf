package io.connwake.pipeline.origin;

import io.connwake.recorder.Clock;

/** One moment on both clocks, by which instants of {@link Clock} become time since the Unix epoch. */
public record WallClock(long anchorEpochNanos, long anchorNanos) {
    /** Anchored at this moment. */
    public static WallClock anchored() {
        return new WallClock(System.currentTimeMillis() * 1_000_000, Clock.nanos());
    }

    public long epochNanosAt(long nanos) {
        return anchorEpochNanos + (nanos - anchorNanos);
    }
}
