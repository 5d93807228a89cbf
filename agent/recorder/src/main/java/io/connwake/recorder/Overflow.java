package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/**
 * Calls of a method within itself are told apart by their hook's number alone, so that a stack overflow in a hook leaves
 * the outermost one, a unit of work, under way for ever. On a thread on which that may have happened it is looked for on
 * the stack when another one is entered.
 */
final class Overflow {
    private Overflow() {}

    /** A configured method is entered. */
    static void invoking(ThreadTrace thread, String function) {
        Frame unit = thread.frames.unit();
        settle(thread, unit, unit != null && function.equals(unit.source));
    }

    /** A point of a boundary is reached. */
    static void reaching(ThreadTrace thread, int point) {
        Frame unit = thread.frames.unit();
        settle(thread, unit, unit != null && unit.kind() == Frame.Kind.BOUNDARY && unit.point == point);
    }

    /** @param isAlike what is entered counts as a call of the unit's, and is on the stack already */
    private static void settle(ThreadTrace thread, @Nullable Frame unit, boolean isAlike) {
        if (unit == null) {
            thread.doubts = 0;
            return;
        }
        // Before the look, which can fail: else it would for ever be made again.
        thread.doubts--;
        if (OnStack.count(unit) < (isAlike ? 2 : 1)) {
            thread.dropStale();
        }
    }
}
