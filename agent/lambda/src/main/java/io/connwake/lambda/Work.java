package io.connwake.lambda;

import io.connwake.recorder.Invocation;

/**
 * One event that a handler works on.
 *
 * @param thread that asked for it
 * @param deadlineEpochMillis 0 if it has none
 */
record Work(String requestId, Invocation unit, long thread, long deadlineEpochMillis) {}
