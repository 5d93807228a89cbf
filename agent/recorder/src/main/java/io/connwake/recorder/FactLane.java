package io.connwake.recorder;

import io.connwake.recorder.event.Event;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The drain's end of the lane of facts: gives those up to a moment and keeps later ones back, so that lanes can be merged. */
final class FactLane {
    private static final int MOST_KEPT = 8_192;

    private final Lanes lanes;
    private final ArrayDeque<Object> kept = new ArrayDeque<>();

    FactLane(Lanes lanes) {
        this.lanes = lanes;
    }

    /** Of any time. */
    @Nullable
    Object next() {
        Object first = kept.poll();
        return first == null ? lanes.pollFact() : first;
    }

    /** The one that {@link #next()} gave. */
    void giveBack(Object fact) {
        kept.addFirst(fact);
    }

    /** One that happened by then; null if there is none. */
    @Nullable
    Object next(long untilNanos) {
        Object first = kept.peek();
        if (first != null && nanos(first) - untilNanos <= 0) {
            return kept.poll();
        }
        while (kept.size() < MOST_KEPT) {
            Object fact = lanes.pollFact();
            if (fact == null || nanos(fact) - untilNanos <= 0) {
                return fact;
            }
            kept.add(fact);
        }
        return null;
    }

    /** Throws away what was kept back. */
    void discard() {
        for (Object each : kept) {
            lanes.lose(each);
        }
        kept.clear();
    }

    private static long nanos(Object fact) {
        if (fact instanceof Lanes.Fresh fresh) {
            return fresh.connection().openedNanos;
        }
        if (fact instanceof Lanes.OfPool told) {
            return told.event().atNanos();
        }
        return ((Event) fact).atNanos();
    }
}
