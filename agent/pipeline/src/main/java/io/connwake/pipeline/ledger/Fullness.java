package io.connwake.pipeline.ledger;

/**
 * Since when and until when all connections of a pool's limit were leased, or all that it has where that is not known, the
 * last time. Where one is lent again within a moment the pool was full all the while.
 */
public final class Fullness {
    private static final long MOMENT_NANOS = 20_000_000L;

    private boolean hasBeen;
    private boolean isNow;
    private long sinceNanos;
    private long untilNanos;

    /** Connections come and go and limits change meanwhile: what begins with a lease need not end with one. */
    void is(boolean full, long nanos) {
        if (full && !isNow) {
            begins(nanos);
        } else if (!full && isNow) {
            isNow = false;
            untilNanos = nanos;
        }
    }

    private void begins(long nanos) {
        if (!hasBeen || nanos - untilNanos > MOMENT_NANOS) {
            sinceNanos = nanos;
        }
        hasBeen = true;
        isNow = true;
    }

    /** Whether that was at least half of the time between the two. */
    public boolean isMostOf(long fromNanos, long toNanos) {
        if (!hasBeen) {
            return false;
        }
        long begun = sinceNanos - fromNanos > 0 ? sinceNanos : fromNanos;
        long ended = isNow || untilNanos - toNanos > 0 ? toNanos : untilNanos;
        return 2 * (ended - begun) >= toNanos - fromNanos;
    }

    /** The last moment before one was given back. */
    public long lastNanos() {
        return untilNanos - 1;
    }
}
