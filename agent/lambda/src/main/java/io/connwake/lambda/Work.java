package io.connwake.lambda;

import io.connwake.recorder.Invocation;
import io.connwake.recorder.event.Ending;

/**
 * One event that a handler works on.
 *
 * @param thread that asked for it
 * @param deadlineEpochMillis 0 if it has none
 */
record Work(String requestId, Invocation unit, long thread, long deadlineEpochMillis) {
    /** The process may be told a little earlier than the deadline that its time is up. */
    private static final long DEADLINE_GRAIN_MILLIS = 50;

    /** How it ends where the process is told to end now. */
    Ending cutAt(long epochMillis) {
        boolean late = deadlineEpochMillis > 0 && epochMillis >= deadlineEpochMillis - DEADLINE_GRAIN_MILLIS;
        return late ? Ending.TIMEOUT : Ending.KILLED;
    }
}
