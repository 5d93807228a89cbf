package io.connwake.pipeline;

/**
 * How long to pause between two turns. A turn costs as much as a hundred events, so where few lie in the lanes it waits for
 * more, up to a tenth of a second; never so long that what comes at the same rate would fill them.
 */
final class Pace {
    static final long SHORTEST_NANOS = 10_000_000L;
    private static final long LONGEST_NANOS = 100_000_000L;
    private static final long ASLEEP_NANOS = 250_000_000L;
    private static final long AWAKE_NANOS = 3_000_000_000L;
    private static final int SHARE_OF_FEW = 64;
    private static final int SHARE_OF_MANY = 16;

    private final int few;
    private final int many;
    private long pauseNanos = SHORTEST_NANOS;
    private long quietNanos;

    /** @param slots of the lane that fills first */
    Pace(int slots) {
        few = slots / SHARE_OF_FEW;
        many = Math.max(1, slots / SHARE_OF_MANY);
    }

    /** The pause after a turn that found so many events. */
    long after(int events) {
        if (events > many) {
            pauseNanos = Math.max(SHORTEST_NANOS, pauseNanos * many / events);
        } else if (events <= few) {
            pauseNanos = Math.min(LONGEST_NANOS, 2 * pauseNanos);
        }
        quietNanos = events > 0 ? 0 : quietNanos + pauseNanos;
        return quietNanos < AWAKE_NANOS ? pauseNanos : ASLEEP_NANOS;
    }
}
