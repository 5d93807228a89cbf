package io.connwake.pipeline.spans;

/**
 * How many spans an output takes.
 *
 * @param boringPerSecond leases of no further interest; ten times as many of those that matter
 * @param honoursParent boring leases of a trace that its tracer does not sample are left out
 */
public record SpanBudget(int boringPerSecond, boolean honoursParent) {
    private static final int MATTERS_MORE = 10;

    public SpanBudget {
        if (boringPerSecond < 0) {
            throw new IllegalArgumentException("span budget must not be negative, but is " + boringPerSecond);
        }
    }

    long mattersPerSecond() {
        return Math.max(1L, boringPerSecond) * MATTERS_MORE;
    }
}
