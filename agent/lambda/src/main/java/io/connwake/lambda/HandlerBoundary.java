package io.connwake.lambda;

import io.connwake.recorder.Boundary;
import io.connwake.recorder.Invocation;
import io.connwake.recorder.TraceHeaders;
import io.connwake.recorder.Units;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where another runtime than AWS's calls a handler: each call that is in no unit of work yet is one. What lies between
 * them is not known, so there are no pauses, and nothing is flushed at their ends.
 */
public final class HandlerBoundary implements Boundary {
    private final Units units;
    private final FunctionFacts function;
    private final AtomicBoolean hasBegun = new AtomicBoolean();

    public HandlerBoundary(Units units, FunctionFacts function) {
        this.units = units;
        this.function = function;
    }

    @Override
    public void reached(int point, @Nullable Object event, @Nullable Object context) {
        boolean isFirst = hasBegun.compareAndSet(false, true);
        HandlerContext how = context == null ? HandlerContext.UNKNOWN : HandlerContext.of(context);
        String requestId = context == null ? null : how.id(context);
        if (context == null || requestId == null) {
            units.begin(function.name(), null, null);
            return;
        }
        long left = how.remainingMillis(context);
        FunctionCall call = new FunctionCall(
                requestId,
                how.arn(context),
                "other",
                isFirst && function.startsForCalls(),
                left <= 0 ? 0 : System.currentTimeMillis() + left,
                0,
                false,
                List.of());
        units.begin(function.name(), sender(how.xRay(context)), call);
    }

    @Override
    public void left(
            int point,
            @Nullable Object event,
            @Nullable Object context,
            @Nullable Object result,
            @Nullable Throwable failure) {
        Invocation unit = units.current();
        if (unit != null) {
            units.end(unit, failure == null ? Ending.OK : Ending.ERROR, null);
        }
    }

    /** By the context in newer versions of its interface, else as X-Ray's own SDK is told. */
    private static @Nullable TraceParent sender(@Nullable String xRay) {
        return TraceHeaders.ofXRay(xRay == null ? System.getProperty("com.amazonaws.xray.traceHeader") : xRay);
    }
}
