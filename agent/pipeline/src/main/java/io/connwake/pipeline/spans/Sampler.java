package io.connwake.pipeline.spans;

/**
 * Keeps what matters up to a cap and of the boring rest a sample, second by second. Room is left for what matters more;
 * among waits the longer ones win once half of their room is gone.
 */
final class Sampler {
    private static final long SECOND = 1_000_000_000L;

    private final SpanBudget budget;
    private boolean begun;
    private long secondNanos;
    private long kept;
    private long waits;
    private double waitSum;
    private long boring;
    private long boringKept;
    private long stride = 1;

    Sampler(SpanBudget budget) {
        this.budget = budget;
    }

    boolean keeps(Worth worth, long waitNanos, long nowNanos) {
        roll(nowNanos);
        if (worth == Worth.BORING) {
            return keepsBoring();
        }
        long room = budget.mattersPerSecond() * worth.percentOfCap / 100;
        if (kept >= room || (worth == Worth.WAIT && !isLong(waitNanos, room))) {
            return false;
        }
        kept++;
        return true;
    }

    private boolean keepsBoring() {
        boolean chosen = boring++ % stride == 0 && boringKept < budget.boringPerSecond();
        boringKept += chosen ? 1 : 0;
        return chosen;
    }

    private boolean isLong(long waitNanos, long room) {
        waits++;
        waitSum += waitNanos;
        return kept < room / 2 || waitNanos >= waitSum / waits;
    }

    private void roll(long nowNanos) {
        if (begun && nowNanos - secondNanos < SECOND) {
            return;
        }
        boolean adjacent = begun && nowNanos - secondNanos < 2 * SECOND;
        stride = adjacent ? Math.max(1, boring / Math.max(1, budget.boringPerSecond())) : 1;
        begun = true;
        secondNanos = nowNanos;
        kept = 0;
        waits = 0;
        waitSum = 0;
        boring = 0;
        boringKept = 0;
    }
}
