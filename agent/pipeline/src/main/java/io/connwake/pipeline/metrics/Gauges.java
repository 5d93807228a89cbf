package io.connwake.pipeline.metrics;

/** A pool's state at one moment; a setting that is not known is negative. */
public record Gauges(
        long idle, long used, long idleMax, long idleMin, long limit, long pending, long leased, long overdue) {
    Gauges plus(Gauges other) {
        return new Gauges(
                idle + other.idle,
                used + other.used,
                known(idleMax, other.idleMax),
                known(idleMin, other.idleMin),
                known(limit, other.limit),
                pending + other.pending,
                leased + other.leased,
                overdue + other.overdue);
    }

    private static long known(long one, long other) {
        if (one < 0 || other < 0) {
            return Math.max(one, other);
        }
        return one + other;
    }
}
