package io.connwake.lambda;

import io.connwake.recorder.Boundary;
import io.connwake.recorder.Invocation;
import io.connwake.recorder.TraceHeaders;
import io.connwake.recorder.Units;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where another runtime than AWS's calls a handler: each call that is in no unit of work yet, on whatever thread, is one.
 * What lies between them is not known, so there are no pauses, and nothing is flushed at their ends.
 */
public final class HandlerBoundary implements Boundary {
    private final Units units;
    private final FunctionFacts function;
    private final LongSupplier clock;
    private final AtomicBoolean hasBegun = new AtomicBoolean();
    /** What is under way, by the thread that works on it. */
    private final Map<Long, Work> under = new ConcurrentHashMap<>();

    public HandlerBoundary(Units units, FunctionFacts function) {
        this(units, function, new WallClock());
    }

    /** @param clock tells milliseconds since the epoch */
    HandlerBoundary(Units units, FunctionFacts function, LongSupplier clock) {
        this.units = units;
        this.function = function;
        this.clock = clock;
    }

    @Override
    public void reached(int point, @Nullable Object event, @Nullable Object context) {
        HandlerContext how = context == null ? HandlerContext.UNKNOWN : HandlerContext.of(context);
        String requestId = context == null ? null : how.id(context);
        if (requestId != null && isUnderWay(requestId)) {
            return; // one handler calls another, on another thread
        }
        boolean isFirst = hasBegun.compareAndSet(false, true);
        if (context == null || requestId == null) {
            begun("", units.begin(function.name(), null, null), 0);
            return;
        }
        long left = how.remainingMillis(context);
        long deadline = left <= 0 ? 0 : clock.getAsLong() + left;
        FunctionCall call =
                new FunctionCall(requestId, "other", isFirst && function.startsForCalls(), 0, false, List.of());
        begun(requestId, units.begin(function.name(), sender(how.xRay(context)), call), deadline);
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
            under.remove(Thread.currentThread().getId());
            units.end(unit, failure == null ? Ending.OK : Ending.ERROR, null);
        }
    }

    /** The process is told to end: what is under way now is told as ended by that. */
    public void terminates() {
        long now = clock.getAsLong();
        for (Work work : under.values()) {
            units.end(work.unit(), work.cutAt(now), null);
        }
    }

    private boolean isUnderWay(String requestId) {
        for (Work each : under.values()) {
            if (requestId.equals(each.requestId())) {
                return true;
            }
        }
        return false;
    }

    private void begun(String requestId, @Nullable Invocation unit, long deadlineEpochMillis) {
        if (unit != null) {
            long thread = Thread.currentThread().getId();
            under.put(thread, new Work(requestId, unit, thread, deadlineEpochMillis));
        }
    }

    /** By the context in newer versions of its interface, else as X-Ray's own SDK is told. */
    private static @Nullable TraceParent sender(@Nullable String xRay) {
        return TraceHeaders.ofXRay(xRay == null ? System.getProperty("com.amazonaws.xray.traceHeader") : xRay);
    }
}
