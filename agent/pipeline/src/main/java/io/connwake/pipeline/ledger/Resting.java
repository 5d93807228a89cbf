package io.connwake.pipeline.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What ended rests for one more turn, since what belongs to it may lie in the other lane. It is taken out one by one: if
 * telling one of them fails, neither it nor those before it are told again.
 */
final class Resting<T> {
    private Deque<T> thisTurn = new ArrayDeque<>();
    private Deque<T> rested = new ArrayDeque<>();

    void add(T ended) {
        thisTurn.add(ended);
    }

    /** One that ended a turn ago; null if all are told. */
    @Nullable
    T next() {
        return rested.poll();
    }

    /** All that ended a turn ago are told. */
    void turn() {
        Deque<T> told = rested;
        rested = thisTurn;
        thisTurn = told;
    }

    Iterable<T> thisTurn() {
        return thisTurn;
    }

    Iterable<T> rested() {
        return rested;
    }

    int size() {
        return thisTurn.size() + rested.size();
    }

    boolean contains(T ended) {
        return thisTurn.contains(ended) || rested.contains(ended);
    }
}
