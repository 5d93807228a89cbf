package io.connwake.otlp.http;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The instant, on the monotonic clock, at which an export is given up. */
record Deadline(long atNanos) {
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

    static Deadline after(Duration timeout) {
        boolean endless = timeout.isZero() || timeout.toSeconds() >= TimeUnit.NANOSECONDS.toSeconds(LONGEST_NANOS);
        return new Deadline(System.nanoTime() + (endless ? LONGEST_NANOS : timeout.toNanos()));
    }

    long remainingNanos() {
        return atNanos - System.nanoTime();
    }

    /** At least 1, since a socket takes 0 for "for ever". */
    int remainingMillis() throws SocketTimeoutException {
        long nanos = remainingNanos();
        if (nanos <= 0) {
            throw new SocketTimeoutException("timed out");
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
