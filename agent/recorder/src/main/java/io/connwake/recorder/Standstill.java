package io.connwake.recorder;

/**
 * Finds out by the wall clock for how long the monotonic clock stood still during a pause. What a pause misses is too
 * little to be told from the wall clock's grain, so it is the sum that is put right.
 */
final class Standstill {
    /** Less is a matter of grain: the wall clock is read in milliseconds. */
    private static final long GRAIN_NANOS = 10_000_000L;

    /** From here on the clock was suspended, and that is told. */
    private static final long SUSPENDED_NANOS = 100_000_000L;

    private static final long MILLI = 1_000_000L;

    private long anchorEpochMillis;
    private long anchorNanos;
    private long pausedEpochMillis;
    private long pausedNanos;
    private boolean isAnchored;
    private boolean isPaused;

    synchronized void begins(long epochMillis, long nanos) {
        isPaused = true;
        pausedEpochMillis = epochMillis;
        pausedNanos = nanos;
        if (!isAnchored) {
            isAnchored = true;
            anchorEpochMillis = epochMillis;
            anchorNanos = nanos;
        }
    }

    /** How long it was suspended within the pause, 0 where that can't be said. */
    synchronized long ends(long epochMillis, long nanos) {
        if (!isPaused) {
            return 0;
        }
        isPaused = false;
        putRight(epochMillis, nanos);
        long suspended = (epochMillis - pausedEpochMillis) * MILLI - (nanos - pausedNanos);
        return suspended > SUSPENDED_NANOS ? suspended : 0;
    }

    private void putRight(long epochMillis, long nanos) {
        long missed = (epochMillis - anchorEpochMillis) * MILLI - (nanos - anchorNanos);
        if (missed > GRAIN_NANOS) {
            Clock.missed(missed);
        } else if (missed < -GRAIN_NANOS) {
            anchorEpochMillis = epochMillis; // the wall clock was set back
            anchorNanos = nanos;
        }
    }
}
