package io.connwake.pipeline.metrics;

import java.util.Arrays;

/**
 * How many connections were needed at once, weighted by time: one count for each millisecond at a level. Changes may
 * come late and in any order: they are put in order before they count, and those older than what was counted already
 * take effect there.
 */
public final class Demand {
    private static final int FEW = 64;
    private static final int MANY = 8_192;
    /** Higher ones are counted as the highest. */
    public static final int MOST_LEVELS = 1_024;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Histogram levels = new Histogram(Buckets.CONNECTIONS);
    private long[] nanosAt = new long[FEW / 4];
    /** Time since {@code countedTo}, shifted left by one; the lowest bit says "less". */
    private long[] changes = new long[FEW];

    private int size;
    private boolean begun;
    private long countedTo;
    private long uncountedNanos;
    private int level;
    private int peak;

    /** One more from then on. */
    public void more(long atNanos) {
        change(atNanos, 0);
    }

    /** One less from then on. */
    public void less(long atNanos) {
        change(atNanos, 1);
    }

    /** Counts everything before {@code nanos}. */
    public void countTo(long nanos) {
        if (!begun) {
            return;
        }
        sort();
        long origin = countedTo;
        int used = 0;
        while (used < size && origin + (changes[used] >> 1) <= nanos) {
            step(origin + (changes[used] >> 1));
            level += (changes[used] & 1) == 0 ? 1 : -1;
            peak = Math.max(peak, level);
            used++;
        }
        step(nanos);
        forget(used, countedTo - origin);
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

    private void change(long atNanos, int less) {
        if (!begun) {
            begun = true;
            countedTo = atNanos;
        }
        if (size == MANY) {
            sort();
            countTo(countedTo + (changes[size / 2] >> 1));
        }
        if (size == changes.length) {
            changes = Arrays.copyOf(changes, size * 2);
        }
        changes[size++] = (atNanos - countedTo) << 1 | less;
    }

    /** Mostly in order already; the library's sort is a large class to load for a few. */
    private void sort() {
        if (size > FEW) {
            Arrays.sort(changes, 0, size);
            return;
        }
        for (int i = 1; i < size; i++) {
            long change = changes[i];
            int hole = i;
            while (hole > 0 && changes[hole - 1] > change) {
                changes[hole] = changes[hole - 1];
                hole--;
            }
            changes[hole] = change;
        }
    }

    private void step(long toNanos) {
        if (toNanos > countedTo) {
            spend(toNanos - countedTo);
            long nanos = uncountedNanos + (toNanos - countedTo);
            levels.add(Math.max(0, level), nanos / NANOS_PER_MILLI);
            uncountedNanos = nanos % NANOS_PER_MILLI;
            countedTo = toNanos;
        }
    }

    private void spend(long nanos) {
        int at = Math.min(Math.max(0, level), MOST_LEVELS - 1);
        if (at >= nanosAt.length) {
            nanosAt = Arrays.copyOf(nanosAt, Math.min(MOST_LEVELS, Math.max(at + 1, nanosAt.length * 2)));
        }
        nanosAt[at] += nanos;
    }

    private void forget(int used, long elapsedNanos) {
        for (int i = used; i < size; i++) {
            changes[i - used] = changes[i] - (elapsedNanos << 1);
        }
        size -= used;
    }
}
