package io.connwake.recorder;

/**
 * Tells all instants: {@link System#nanoTime()}, put right where that stood still while the environment was frozen, so that
 * a difference of two instants is time that passed for servers too. Never runs backwards.
 */
public final class Clock {
    private static volatile long missedNanos;

    private Clock() {}

    /** This instant. */
    public static long nanos() {
        return System.nanoTime() + missedNanos;
    }

    /** The monotonic clock stood still for so long. One thread at a time. */
    static synchronized void missed(long nanos) {
        missedNanos += nanos;
    }
}
