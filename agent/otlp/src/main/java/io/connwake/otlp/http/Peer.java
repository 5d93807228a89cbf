package io.connwake.otlp.http;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What is known of one endpoint: while it does not answer it is left alone for 5 s, then twice as long each time, up to
 * 5 minutes. What goes wrong is said once.
 */
public final class Peer {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Origin origin;
    private final Consumer<String> notices;
    private final LongSupplier nanoClock;
    private long pauseNanos;
    private long pauseStartNanos;
    private boolean answeredOnce;
    private boolean complained;

    public Peer(Origin origin, Consumer<String> notices, LongSupplier nanoClock) {
        this.origin = origin;
        this.notices = notices;
        this.nanoClock = nanoClock;
    }

    public Origin origin() {
        return origin;
    }

    public synchronized boolean isWorthATry() {
        return nanoClock.getAsLong() - pauseStartNanos >= pauseNanos;
    }

    /** It answered, be it with a refusal. */
    public synchronized void answered() {
        answeredOnce = true;
        pauseNanos = 0;
    }

    /** It is tried at once, whatever came of the last time. */
    public synchronized void isNeededNow() {
        pauseNanos = 0;
    }

    /** Else it is most likely named wrongly, or nobody started it. */
    synchronized boolean hasEverAnswered() {
        return answeredOnce;
    }

    /** It could not be reached, whatever was tried; of several exports that fail together the first alone counts. */
    public synchronized void gaveUp() {
        if (isWorthATry()) {
            pauseFor(Math.min(LONGEST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, 2 * pauseNanos)));
        }
    }

    /** It asked for a pause. */
    synchronized void asksFor(long nanos) {
        pauseFor(Math.min(LONGEST_PAUSE_NANOS, nanos));
    }

    /** Says so, once. */
    public void unreachable(Throwable why) {
        String reason = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        complain("no answer from " + origin + " (" + reason
                + "); until it answers telemetry is lost beyond what can be kept");
    }

    void refused(Answer answer) {
        complain(origin + " answered " + answer.getStatusCode() + " to an export; what it refuses is lost");
    }

    private void pauseFor(long nanos) {
        pauseStartNanos = nanoClock.getAsLong();
        pauseNanos = nanos;
    }

    private void complain(String line) {
        synchronized (this) {
            if (complained) {
                return;
            }
            complained = true;
        }
        notices.accept(line);
    }
}
