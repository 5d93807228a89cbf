package io.connwake.report.facts;

import java.util.Set;
import java.util.TreeSet;

/** The opens of a database, or the acquires of a pool. Spans tell when and why they failed, metrics how many did. */
public final class Attempts {
    private static final int MOST_REASONS = 5;

    /** {@code opens of db:5432/orders} */
    public final String name;

    private final Set<String> reasonsSeen = new TreeSet<>();
    private final Set<String> reasonsTold = new TreeSet<>();
    private long failedSeen;
    private long failedTold;
    private long wellSeen;
    private long wellTold;
    private long firstFailedNanos = Long.MAX_VALUE;
    private long lastFailedNanos = Long.MIN_VALUE;
    private long lastWellNanos = Long.MIN_VALUE;

    Attempts(String name) {
        this.name = name;
    }

    void failed(String why, long atNanos) {
        failedSeen++;
        keep(reasonsSeen, why);
        firstFailedNanos = Math.min(firstFailedNanos, atNanos);
        lastFailedNanos = Math.max(lastFailedNanos, atNanos);
    }

    void wentWell(long atNanos) {
        wellSeen++;
        lastWellNanos = Math.max(lastWellNanos, atNanos);
    }

    void failedAsTold(String why, long count) {
        if (count > 0) {
            failedTold += count;
            keep(reasonsTold, why);
        }
    }

    void wentWellAsTold(long count) {
        wellTold += count;
    }

    void add(Attempts other) {
        reasonsSeen.addAll(other.reasonsSeen);
        reasonsTold.addAll(other.reasonsTold);
        failedSeen += other.failedSeen;
        failedTold += other.failedTold;
        wellSeen += other.wellSeen;
        wellTold += other.wellTold;
        firstFailedNanos = Math.min(firstFailedNanos, other.firstFailedNanos);
        lastFailedNanos = Math.max(lastFailedNanos, other.lastFailedNanos);
        lastWellNanos = Math.max(lastWellNanos, other.lastWellNanos);
    }

    private static void keep(Set<String> reasons, String why) {
        if (reasons.size() < MOST_REASONS) {
            reasons.add(why);
        }
    }

    public long failed() {
        return Math.max(failedSeen, failedTold);
    }

    public long all() {
        return failed() + Math.max(wellSeen, wellTold);
    }

    /** Some of them, in words. */
    public Set<String> reasons() {
        return reasonsSeen.isEmpty() ? reasonsTold : reasonsSeen;
    }

    /** {@link Long#MAX_VALUE} if it is not known. */
    public long firstFailedNanos() {
        return firstFailedNanos;
    }

    public long lastFailedNanos() {
        return lastFailedNanos;
    }

    /** They have gone well since, and for as long as they had failed. */
    public boolean isOver(long endNanos) {
        return lastWellNanos > lastFailedNanos && endNanos - lastFailedNanos >= lastFailedNanos - firstFailedNanos;
    }
}
