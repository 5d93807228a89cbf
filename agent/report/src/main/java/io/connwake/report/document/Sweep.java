package io.connwake.report.document;

import java.util.Arrays;

/**
 * Levels that rise and fall at instants, swept in the order of time: what each was at most in each of many bins, at most
 * altogether, and for how long at which height. Of what happens at the same instant falls come first.
 */
final class Sweep {
    private static final int LEVEL_BITS = 3;
    /** Of a time, which stands above its level and its direction. */
    private static final int TIME_SHIFT = LEVEL_BITS + 1;

    /** After the base: 18 years, which no report shows. */
    private static final long LATEST = Long.MAX_VALUE >> TIME_SHIFT;

    private static final long LEVEL = (1 << LEVEL_BITS) - 1;
    private static final int MOST_HEIGHTS = 1_024;

    private final long base;
    private final int[] now;
    private final int[] peaks;
    private long[] changes = new long[256];
    private int size;

    /**
     * Begins at the base: what was before it is taken as if it were then.
     *
     * @param levels 8 at most
     * @param base 0 or more
     */
    Sweep(int levels, long base) {
        this.base = base;
        this.now = new int[levels];
        this.peaks = new int[levels];
    }

    void rise(int level, long atNanos) {
        change(level, atNanos, 1);
    }

    void fall(int level, long atNanos) {
        change(level, atNanos, 0);
    }

    /** What lasts no time is none. */
    void lasts(int level, long fromNanos, long toNanos) {
        if (toNanos > fromNanos) {
            rise(level, fromNanos);
            fall(level, toNanos);
        }
    }

    private void change(int level, long atNanos, int up) {
        if (size == changes.length) {
            changes = Arrays.copyOf(changes, size * 2);
        }
        long since = atNanos <= base ? 0 : Math.min(LATEST, atNanos - base);
        changes[size++] = (since << TIME_SHIFT) | ((long) up << LEVEL_BITS) | level;
    }

    /** Takes each change. */
    interface Listener {
        /** Levels are as they were from one instant to the other. */
        void stood(long fromNanos, long toNanos, int[] levels);
    }

    /** Once. */
    void run(long untilNanos, Listener listener) {
        Arrays.sort(changes, 0, size);
        long since = base;
        for (int i = 0; i < size; i++) {
            long at = base + (changes[i] >> TIME_SHIFT);
            if (at > since) {
                listener.stood(since, at, now);
                since = at;
            }
            int level = (int) (changes[i] & LEVEL);
            now[level] += ((changes[i] >> LEVEL_BITS) & 1) == 0 ? -1 : 1;
            peaks[level] = Math.max(peaks[level], now[level]);
        }
        if (untilNanos > since) {
            listener.stood(since, untilNanos, now);
        }
    }

    /** After the run. */
    int peak(int level) {
        return peaks[level];
    }

    /** For how long one level stood at each height. */
    static final class Heights {
        private long[] nanosAt = new long[16];

        void stood(long nanos, int height) {
            int at = Math.max(0, Math.min(height, MOST_HEIGHTS - 1));
            if (at >= nanosAt.length) {
                nanosAt = Arrays.copyOf(nanosAt, Math.min(MOST_HEIGHTS, Math.max(at + 1, nanosAt.length * 2)));
            }
            nanosAt[at] += nanos;
        }

        long[] nanosAt() {
            return nanosAt;
        }
    }
}
