package io.connwake.pipeline.live;

import io.connwake.recorder.event.PoolFacts;

/** Numbers in a column: {@code 35 ms}, {@code 4.2 s}, {@code 12 min}, {@code 3 h}; a hyphen for what is not known. */
public final class Figure {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final String UNKNOWN = "-";

    private Figure() {}

    static String of(long nanos) {
        long positive = Math.max(0, nanos);
        if (positive < SECOND) {
            return positive / MILLI + " ms";
        }
        if (positive < 2 * MINUTE) {
            long tenths = positive / (SECOND / 10);
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        return positive < 120 * MINUTE ? positive / MINUTE + " min" : positive / (60 * MINUTE) + " h";
    }

    /** Of a wait; it may have no end. */
    public static String timeout(long nanos) {
        if (nanos == PoolFacts.ENDLESS) {
            return "none";
        }
        return nanos < 0 ? UNKNOWN : of(nanos);
    }

    public static String count(long known) {
        return known < 0 ? UNKNOWN : Long.toString(known);
    }
}
