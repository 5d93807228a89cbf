package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.EnvironmentPaused;
import io.connwake.recorder.event.EnvironmentResumed;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When the environment waited for its next event, and so may have been frozen: the last of these times. One that is not
 * over lasts up to now: threads other than the runtime's go on a little before it is heard to be over.
 */
public final class Pauses {
    private static final int MOST = 256;

    private final Deque<Pause> past = new ArrayDeque<>();
    private long sinceNanos;
    private boolean isPaused;
    private boolean clockStoodStill;
    private long count;

    /**
     * @param suspendedNanos so long the process's own monotonic clock stood still in it
     * @param restored the process was snapshot in it, and goes on as a copy
     */
    private record Pause(long fromNanos, long toNanos, long suspendedNanos, boolean restored) {
        boolean liesWithin(long from, long to) {
            return fromNanos - from >= 0 && toNanos - to <= 0;
        }
    }

    void paused(EnvironmentPaused event) {
        if (!isPaused) {
            isPaused = true;
            sinceNanos = event.atNanos();
            count++;
        }
    }

    /** How long it lasted; negative if its beginning was not heard. */
    long resumed(EnvironmentResumed event) {
        if (!isPaused) {
            return -1;
        }
        isPaused = false;
        clockStoodStill |= event.suspendedNanos() > 0;
        if (past.size() == MOST) {
            past.removeFirst();
        }
        past.addLast(new Pause(sinceNanos, event.atNanos(), event.suspendedNanos(), event.restored()));
        return Math.max(0, event.atNanos() - sinceNanos);
    }

    /** Whether one is under way. */
    public boolean isPaused() {
        return isPaused;
    }

    /** Whether there never was one before the one that is under way. */
    boolean isFirst() {
        return count == 1;
    }

    /** How much of that time the environment may have been frozen; only pauses that began in it are seen, and were over in it
     * or are not yet. */
    public long within(long fromNanos, long toNanos) {
        long sum = 0;
        for (Pause each : past) {
            sum += each.liesWithin(fromNanos, toNanos) ? each.toNanos - each.fromNanos : 0;
        }
        boolean isWithin = isPaused && sinceNanos - fromNanos >= 0;
        return sum + (isWithin ? Math.max(0, toNanos - sinceNanos) : 0);
    }

    /** How much of that time the process's own monotonic clock did not count. */
    public long suspendedWithin(long fromNanos, long toNanos) {
        long sum = 0;
        for (Pause each : past) {
            sum += each.liesWithin(fromNanos, toNanos) ? each.suspendedNanos : 0;
        }
        return sum;
    }

    /** Whether the process was snapshot in that time. */
    boolean restoredWithin(long fromNanos, long toNanos) {
        for (Pause each : past) {
            if (each.restored && each.liesWithin(fromNanos, toNanos)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the process's own monotonic clock ever stood still in one. */
    public boolean clockStoodStill() {
        return clockStoodStill;
    }

    /** How long something has lasted while the environment was surely awake: since then, or since it last resumed. */
    public long awakeNanos(long sinceNanos, long nowNanos) {
        Pause last = past.peekLast();
        boolean slept = last != null && last.toNanos - sinceNanos > 0;
        long untilNanos = isPaused && nowNanos - this.sinceNanos > 0 ? this.sinceNanos : nowNanos;
        return Math.max(0, untilNanos - (slept ? last.toNanos : sinceNanos));
    }
}
