package io.connwake.pipeline.metrics;

import java.util.Arrays;

/** For how long how many connections were needed at once. */
public final class DemandProfile {
    private final long[] nanosAt;

    /** @param nanosAt the time at each level, from 0 on; the last one stands for higher ones as well */
    DemandProfile(long[] nanosAt) {
        this.nanosAt = nanosAt.clone();
    }

    /** From a recording: the time at each level, from 0 on. */
    public static DemandProfile of(long[] nanosAt) {
        return new DemandProfile(nanosAt.length == 0 ? new long[1] : nanosAt);
    }

    /** The time at that level. */
    public long nanosAt(int level) {
        return level < nanosAt.length ? nanosAt[level] : 0;
    }

    /** What came after an earlier one of the same pool. */
    public DemandProfile since(DemandProfile earlier) {
        long[] later = nanosAt.clone();
        for (int i = 0; i < Math.min(later.length, earlier.nanosAt.length); i++) {
            later[i] -= earlier.nanosAt[i];
        }
        return new DemandProfile(later);
    }

    public long totalNanos() {
        return Arrays.stream(nanosAt).sum();
    }

    /** The level that is not exceeded for that share of the time. */
    public int percentile(double share) {
        double wanted = totalNanos() * share;
        long nanos = 0;
        for (int level = 0; level < nanosAt.length; level++) {
            nanos += nanosAt[level];
            if (nanos >= wanted) {
                return level;
            }
        }
        return nanosAt.length - 1;
    }

    /** The highest level. */
    public int peak() {
        int peak = nanosAt.length - 1;
        while (peak > 0 && nanosAt[peak] == 0) {
            peak--;
        }
        return peak;
    }

    /** The part of the time in which more than so many were needed. */
    public double shareAbove(int connections) {
        long above = 0;
        for (int level = connections + 1; level < nanosAt.length; level++) {
            above += nanosAt[level];
        }
        long total = totalNanos();
        return total == 0 ? 0 : (double) above / total;
    }

    /**
     * The mean wait of that many acquires if so many connections serve them: the time spent in the queue beyond them,
     * shared out (Little's law). With as many as there were it is the wait that there was; with more it is an upper
     * bound, since the queue would have been shorter all along.
     */
    public long waitNanos(int connections, long acquires) {
        double queued = 0;
        for (int level = connections + 1; level < nanosAt.length; level++) {
            queued += (double) nanosAt[level] * (level - connections);
        }
        return acquires == 0 ? 0 : (long) (queued / acquires);
    }
}
