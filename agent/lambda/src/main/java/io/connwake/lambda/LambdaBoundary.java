package io.connwake.lambda;

import io.connwake.boot.Points;
import io.connwake.recorder.Boundary;
import io.connwake.recorder.Invocation;
import io.connwake.recorder.TraceHeaders;
import io.connwake.recorder.Units;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.TraceParent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Each event that AWS's runtime interface client hands out is a unit of work, from there until it posts what came of it.
 * Between them, where nothing is worked on, the environment may be frozen. Several threads may each ask for events.
 */
public final class LambdaBoundary implements Boundary {
    /** Whoever waits so long for its first event was started before it was wanted (so Datadog's agent tells it). */
    private static final long PROACTIVE_MILLIS = 10_000;

    private static final long MILLI = 1_000_000L;

    private final LongSupplier clock;
    private final Units units;
    private final FunctionFacts function;
    private final Listeners listeners;
    /** By the thread that asked: the same event may be given out again, to another loop, while it is worked on. */
    private final Map<Long, Work> under = new ConcurrentHashMap<>();

    private final Map<Long, Long> asked = new ConcurrentHashMap<>();
    private final AtomicBoolean hasAsked = new AtomicBoolean();
    private final AtomicBoolean hasBegun = new AtomicBoolean();
    private final AtomicBoolean paused = new AtomicBoolean();
    private volatile boolean wasRestored;

    /** @param listeners are told in that order, after the units of work are begun or ended */
    public LambdaBoundary(Units units, FunctionFacts function, List<EnvironmentListener> listeners) {
        this(units, function, listeners, new WallClock());
    }

    /** @param clock tells milliseconds since the epoch */
    LambdaBoundary(Units units, FunctionFacts function, List<EnvironmentListener> listeners, LongSupplier clock) {
        this.clock = clock;
        this.units = units;
        this.function = function;
        this.listeners = new Listeners(listeners);
    }

    @Override
    public void reached(int point, @Nullable Object first, @Nullable Object second) {
        switch (point) {
            case Points.LAMBDA_NEXT -> asks();
            case Points.LAMBDA_RESTORE -> {
                asks();
                listeners.snapshotting();
            }
            case Points.LAMBDA_ERROR -> ends(first, Ending.ERROR);
            case Points.LAMBDA_INIT_ERROR -> listeners.givingUp();
            default -> {}
        }
    }

    @Override
    public void left(
            int point,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object result,
            @Nullable Throwable failure) {
        switch (point) {
            case Points.LAMBDA_NEXT -> {
                if (failure == null && result != null) {
                    begins(result);
                }
            }
            case Points.LAMBDA_RESPONSE -> {
                // one that is refused, as too large, is none: the client posts an error in its stead
                if (failure == null && first instanceof String requestId) {
                    ends(requestId, Ending.OK);
                    listeners.responded(requestId, false);
                }
            }
            case Points.LAMBDA_ERROR -> {
                if (first instanceof String requestId) {
                    listeners.responded(requestId, true);
                }
            }
            case Points.LAMBDA_RESTORE -> {
                if (failure == null) {
                    restored();
                }
            }
            default -> {}
        }
    }

    /** The process is told to end: what is under way now is told as ended by that. */
    public void terminates() {
        long now = clock.getAsLong();
        for (Work work : new ArrayList<>(under.values())) {
            ends(work, work.cutAt(now));
        }
    }

    private void asks() {
        long thread = Thread.currentThread().getId();
        Work left = under.get(thread);
        if (left != null) {
            ends(left, Ending.ERROR); // nothing was posted for it
        }
        if (under.isEmpty() && function.freezes() && paused.compareAndSet(false, true)) {
            units.pause(clock);
        }
        try {
            listeners.pausing(hasAsked.compareAndSet(false, true));
        } finally {
            asked.put(thread, clock.getAsLong());
        }
    }

    private void begins(Object request) {
        long now = clock.getAsLong();
        long thread = Thread.currentThread().getId();
        Long since = asked.remove(thread);
        long waited = since == null ? 0 : Math.max(0, now - since);
        boolean suspended = paused.compareAndSet(true, false) && units.resume(now, false);
        RuntimeRequest how = RuntimeRequest.of(request);
        String requestId = how.id(request);
        if (requestId == null) {
            return;
        }
        boolean isFirst = hasBegun.compareAndSet(false, true);
        Event event = Event.of(how.content(request));
        boolean cold = isFirst && function.startsForCalls() && !wasRestored && waited <= PROACTIVE_MILLIS;
        long deadline = how.deadline(request);
        FunctionCall call = new FunctionCall(
                requestId, event.trigger(), cold, isFirst ? 0 : waited * MILLI, suspended, event.links());
        TraceParent sender = event.parent() == null ? TraceHeaders.ofXRay(how.xRay(request)) : event.parent();
        Invocation unit = units.begin(function.name(), sender, call);
        if (unit != null) {
            under.put(thread, new Work(requestId, unit, thread, deadline));
        }
        listeners.began(requestId, deadline);
    }

    private void ends(@Nullable Object requestId, Ending how) {
        Work own = under.get(Thread.currentThread().getId());
        if (own != null && own.requestId().equals(requestId)) {
            ends(own, how);
            return;
        }
        for (Work each : under.values()) {
            if (each.requestId().equals(requestId)) {
                ends(each, how);
                return;
            }
        }
    }

    private void ends(Work work, Ending how) {
        under.remove(work.thread());
        units.end(work.unit(), how, null);
    }

    private void restored() {
        wasRestored = true;
        if (paused.compareAndSet(true, false)) {
            units.resume(clock.getAsLong(), true);
        }
        listeners.restored();
    }
}
