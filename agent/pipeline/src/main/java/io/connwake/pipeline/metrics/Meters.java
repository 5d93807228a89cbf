package io.connwake.pipeline.metrics;

import org.jspecify.annotations.Nullable;

/**
 * All that is counted for one pool, for the unpooled connections to one server, or for a single connection as long as
 * nobody knows to which of them it belongs.
 */
public final class Meters {
    private static final Timing[] TIMINGS = Timing.values();

    private final @Nullable Histogram[] histograms = new Histogram[TIMINGS.length];
    final Counts opened = new Counts();
    final Counts closed = new Counts();
    final Counts refused = new Counts();
    final Counts staleInUse = new Counts();
    final Counts staleInTest = new Counts();
    final Counts pinned = new Counts();
    final Counts pinnedNanos = new Counts();
    private @Nullable Demand demand;
    private @Nullable Histogram otherDemand;
    long timeouts;
    long leaked;
    long returnedLate;

    public void time(Timing timing, long nanos) {
        histogram(timing).nanos(nanos);
    }

    /** How many of them were counted. */
    public long count(Timing timing) {
        Histogram known = find(timing);
        return known == null ? 0 : known.count();
    }

    /** Negative if none was counted. */
    public long meanNanos(Timing timing) {
        Histogram known = find(timing);
        return known == null || known.count() == 0 ? -1 : known.meanNanos();
    }

    public void opened(String phase) {
        opened.add(phase, 1);
    }

    public void closed(String reason) {
        closed.add(reason, 1);
    }

    public void refused(String reason) {
        refused.add(reason, 1);
    }

    /**
     * A connection was given up while it was idle.
     *
     * @param byTest its pool found it before anybody got it
     */
    public void stale(String kind, boolean byTest) {
        (byTest ? staleInTest : staleInUse).add(kind, 1);
    }

    /** One more, or one less. */
    public void pinned(String reason, int more) {
        pinned.add(reason, more);
    }

    public void pinnedFor(long inTransactionNanos, long idleNanos) {
        pinnedNanos.add("in_transaction", inTransactionNanos);
        pinnedNanos.add("idle", idleNanos);
    }

    public void timedOut() {
        timeouts++;
    }

    public void leaked() {
        leaked++;
    }

    public void returnedLate() {
        returnedLate++;
    }

    public Demand demand() {
        Demand known = demand;
        if (known == null) {
            known = new Demand();
            demand = known;
        }
        return known;
    }

    /** Takes over what another one counted; that one must not be used any more. */
    public void addAll(Meters other) {
        for (Timing timing : TIMINGS) {
            Histogram theirs = other.find(timing);
            if (theirs != null) {
                histogram(timing).addAll(theirs);
            }
        }
        opened.addAll(other.opened);
        closed.addAll(other.closed);
        refused.addAll(other.refused);
        staleInUse.addAll(other.staleInUse);
        staleInTest.addAll(other.staleInTest);
        pinned.addAll(other.pinned);
        pinnedNanos.addAll(other.pinnedNanos);
        addDemand(other);
        timeouts += other.timeouts;
        leaked += other.leaked;
        returnedLate += other.returnedLate;
    }

    @Nullable
    Histogram find(Timing timing) {
        return histograms[slot(timing)];
    }

    @Nullable
    Histogram levels() {
        if (demand == null || otherDemand == null) {
            return demand == null ? otherDemand : demand.levels();
        }
        Histogram all = new Histogram(Buckets.CONNECTIONS);
        all.addAll(demand.levels());
        all.addAll(otherDemand);
        return all;
    }

    private void addDemand(Meters other) {
        Histogram theirs = other.levels();
        if (theirs != null) {
            Histogram all = otherDemand == null ? new Histogram(Buckets.CONNECTIONS) : otherDemand;
            all.addAll(theirs);
            otherDemand = all;
        }
    }

    @SuppressWarnings("EnumOrdinal") // in this process alone
    private static int slot(Timing timing) {
        return timing.ordinal();
    }

    private Histogram histogram(Timing timing) {
        Histogram known = histograms[slot(timing)];
        if (known == null) {
            known = new Histogram(Buckets.of(timing));
            histograms[slot(timing)] = known;
        }
        return known;
    }
}
