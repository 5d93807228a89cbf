package io.connwake.pipeline;

import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.metrics.FunctionMeters;
import io.connwake.pipeline.metrics.Levels;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.FunctionCall;
import org.jspecify.annotations.Nullable;

/** What is counted of units of work, and of the function whose environment this is. */
final class WorkMeters {
    private @Nullable Levels openAtEnd;
    private @Nullable FunctionMeters function;

    /** Open connections at the ends of units of work; null if none has ended. */
    @Nullable
    Levels openAtEnd() {
        return openAtEnd;
    }

    /** Null where there is none. */
    @Nullable
    FunctionMeters function() {
        return function;
    }

    void ended(Invocation invocation) {
        Levels levels = openAtEnd == null ? new Levels() : openAtEnd;
        levels.add(invocation.openAtEnd());
        openAtEnd = levels;
        FunctionCall call = invocation.call();
        if (call != null) {
            ofFunction().called(call.trigger(), call.cold(), invocation.nanos(), result(invocation.ending()));
        }
    }

    /** From the start of the process until it waited for its first event. */
    void started(long nanos) {
        ofFunction().started(nanos);
    }

    void paused(long nanos) {
        ofFunction().paused(nanos);
    }

    private FunctionMeters ofFunction() {
        FunctionMeters known = function;
        if (known == null) {
            known = new FunctionMeters();
            function = known;
        }
        return known;
    }

    private static FunctionMeters.Result result(Ending how) {
        return switch (how) {
            case OK -> FunctionMeters.Result.SUCCESS;
            case TIMEOUT -> FunctionMeters.Result.TIMEOUT;
            case ERROR, KILLED -> FunctionMeters.Result.ERROR;
        };
    }
}
