package io.connwake.recorder;

import io.connwake.recorder.event.Event;
import java.util.function.Consumer;

/** The recorder as the drain thread sees it. All methods belong to that thread alone. */
public interface EventSource {
    /** The drain begins a turn; {@code last} if there will be no other. */
    default void turn(long nowNanos, boolean last) {}

    /** Hands over at most {@code limit} events in the order of their lanes; returns how many there were. */
    int drain(Consumer<? super Event> events, int limit);

    /**
     * Looks at the waits under way and at every open lease: those that are garbage or whose release was lost are told
     * at once, of the others only those that {@code examination} wants, since it takes a stack sample.
     */
    void sweep(long nowNanos, Examination examination, Consumer<? super Event> events);

    /**
     * Looks at the waits under way and at the open leases, the first of them, and tells a {@code StillOpen} or a {@code
     * Waiting} of each, to this consumer alone: the next sweep tells its own.
     */
    default void look(long nowNanos, Consumer<? super Event> events) {}

    /** Throws away what lies in the lanes and counts it as dropped: there is no time left to hear it. */
    void discard();

    /** Sites of this pool are worth more from now on. */
    void leaked(long poolId);

    /** Nothing will be asked any more. */
    default void close() {}

    /** Everything taken so far, drops included. */
    Tally tally();

    /** Chooses the open leases worth a close look. */
    @FunctionalInterface
    interface Examination {
        boolean wants(long leaseId, long lastUsedNanos);
    }

    /**
     * Counts since the start of the process.
     *
     * @param events taken by the lanes
     * @param leasesDropped offers of an acquired lease that a full lane refused
     * @param releasesDropped offers of a release that a full lane refused
     * @param factsDropped every other event that a full lane refused
     * @param errors failures of ours that were swallowed
     */
    record Tally(long events, long leasesDropped, long releasesDropped, long factsDropped, long errors) {
        public long dropped() {
            return leasesDropped + releasesDropped + factsDropped;
        }
    }
}
