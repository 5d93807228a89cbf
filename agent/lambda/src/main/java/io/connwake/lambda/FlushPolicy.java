package io.connwake.lambda;

import java.util.concurrent.TimeUnit;

/**
 * When a flush is worth its time. Told by the wall clock, since the monotonic one may stand still while frozen. An
 * unreachable collector is tried once, then after pauses that grow from 5 s to 5 minutes.
 */
final class FlushPolicy {
    private static final long INTERVAL_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final long UNTOLD_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final long FIRST_PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final long LONGEST_PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final boolean eachTime;
    private long flushedMillis;
    private long pauseMillis;

    /** @param eachTime whether every invocation is worth one */
    FlushPolicy(boolean eachTime) {
        this.eachTime = eachTime;
    }

    /**
     * @param urgent something was found that should be known soon
     * @param untold the process will not be told of its end, when what is kept is lost
     */
    synchronized boolean isDue(long epochMillis, boolean urgent, boolean untold) {
        if (pauseMillis > 0) {
            return hasPassed(pauseMillis, epochMillis);
        }
        return eachTime
                || urgent
                || flushedMillis == 0
                || hasPassed(untold ? UNTOLD_MILLIS : INTERVAL_MILLIS, epochMillis);
    }

    synchronized void flushed(long epochMillis, boolean arrived) {
        flushedMillis = epochMillis;
        pauseMillis = arrived ? 0 : Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pauseMillis));
    }

    /** The process goes on as another one, whose first invocation is worth a flush. */
    synchronized void renew() {
        flushedMillis = 0;
        pauseMillis = 0;
    }

    /** So is it where the clock was set back. */
    private boolean hasPassed(long millis, long epochMillis) {
        long since = epochMillis - flushedMillis;
        return since >= millis || since < 0;
    }
}
