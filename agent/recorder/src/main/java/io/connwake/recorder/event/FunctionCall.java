package io.connwake.recorder.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cloud function's runtime was given to do.
 *
 * @param requestId of the runtime
 * @param arn as it was invoked; null if that is not known
 * @param trigger as the conventions name it: {@code http}, {@code pubsub}, {@code datasource}, {@code timer}, {@code other}
 * @param cold the first of an environment that was started for it
 * @param deadlineEpochMillis when it must have ended; 0 if that is not known
 * @param pausedNanos wall time that the runtime waited for it, 0 for the first
 * @param clockSuspended while it waited the monotonic clock stood still, in part at least
 * @param links the spans that the records of a queue event were sent by
 */
public record FunctionCall(
        String requestId,
        @Nullable String arn,
        String trigger,
        boolean cold,
        long deadlineEpochMillis,
        long pausedNanos,
        boolean clockSuspended,
        List<TraceParent> links) {}
