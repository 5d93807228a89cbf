package io.connwake.pipeline.metrics;

import java.util.Arrays;

/**
 * How many connections were needed at once, weighted by time: one count for each millisecond at a level. Changes may
 * come late and in any order: they are put in order before they count, and those older than what was counted already
 * take effect there.
 */
public final class Demand {
    private static final int FEW_LEVELS = 16;
    private static final int MANY = 8_192;
    /** Higher ones are counted as the highest. */
    public static final int MOST_LEVELS = 1_024;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Histogram levels = new Histogram(Buckets.CONNECTIONS);
    private long[] nanosAt = new long[FEW_LEVELS];
    /** Since the first change. */
    private final Moments more = new Moments();

    private final Moments less = new Moments();
    private boolean begun;
    private long originNanos;
    private long countedNanos;
    private long uncountedNanos;
    private int level;
    private int peak;

    /** One more from then on. */
    public void more(long atNanos) {
        more.add(since(atNanos));
    }

    /** One less from then on. */
    public void less(long atNanos) {
        less.add(since(atNanos));
    }

    /** Counts everything before {@code nanos}. */
    public void countTo(long nanos) {
        if (begun) {
            count(nanos - originNanos);
        }
    }

    /** The highest level counted so far. */
    public int peak() {
        return peak;
    }

    /** All that was counted so far. */
    public DemandProfile profile() {
        return new DemandProfile(nanosAt);
    }

    Histogram levels() {
        return levels;
    }

    private long since(long atNanos) {
        if (!begun) {
            begun = true;
            originNanos = atNanos;
        }
        if (more.size() + less.size() == MANY) {
            count((more.size() > less.size() ? more : less).middle());
        }
        return atNanos - originNanos;
    }

    private void count(long untilNanos) {
        while (more.size() > 0 && more.first() <= untilNanos) {
            countLess(more.first() - 1);
            step(more.first());
            more.removeFirst();
            level++;
            peak = Math.max(peak, level);
        }
        countLess(untilNanos);
        step(untilNanos);
    }

    private void countLess(long untilNanos) {
        while (less.size() > 0 && less.first() <= untilNanos) {
            step(less.first());
            less.removeFirst();
            level--;
        }
    }

    private void step(long toNanos) {
        if (toNanos > countedNanos) {
            spend(toNanos - countedNanos);
            long nanos = uncountedNanos + (toNanos - countedNanos);
            levels.add(Math.max(0, level), nanos / NANOS_PER_MILLI);
            uncountedNanos = nanos % NANOS_PER_MILLI;
            countedNanos = toNanos;
        }
    }

    private void spend(long nanos) {
        int at = Math.min(Math.max(0, level), MOST_LEVELS - 1);
        if (at >= nanosAt.length) {
            nanosAt = Arrays.copyOf(nanosAt, Math.min(MOST_LEVELS, Math.max(at + 1, nanosAt.length * 2)));
        }
        nanosAt[at] += nanos;
    }
}
