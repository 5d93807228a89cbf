package io.connwake.pipeline.origin;

import io.connwake.recorder.Clock;

/**
 * One moment on both clocks, by which instants of {@link Clock} become time since the Unix epoch.
 *
 * @param startNanos when the process started, by the same clock as {@code anchorNanos}
 */
public record WallClock(long anchorEpochNanos, long anchorNanos, long startNanos) {
    /**
     * Anchored at this moment.
     *
     * @param ageNanos of the process
     */
    public static WallClock anchored(long ageNanos) {
        long now = Clock.nanos();
        return new WallClock(System.currentTimeMillis() * 1_000_000, now, now - ageNanos);
    }

    public long epochNanosAt(long nanos) {
        return anchorEpochNanos + (nanos - anchorNanos);
    }
}
