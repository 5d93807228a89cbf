package io.connwake.recorder.event;

import java.util.List;

/**
 * What a cloud function's runtime was given to do.
 *
 * @param requestId of the runtime
 * @param trigger as the conventions name it: {@code http}, {@code pubsub}, {@code datasource}, {@code timer}, {@code other}
 * @param cold the first of an environment that was started for it
 * @param pausedNanos wall time that the runtime waited for it, 0 for the first
 * @param clockSuspended while it waited the monotonic clock stood still, in part at least
 * @param links the spans that the records of a queue event were sent by
 */
public record FunctionCall(
        String requestId,
        String trigger,
        boolean cold,
        long pausedNanos,
        boolean clockSuspended,
        List<TraceParent> links) {}
