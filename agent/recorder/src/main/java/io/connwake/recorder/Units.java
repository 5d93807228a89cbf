package io.connwake.recorder;

import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.EnvironmentPaused;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.HttpExchange;
import io.connwake.recorder.event.TraceParent;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a boundary does: begins and ends units of work, and tells of the environment. Safe for use by many threads. */
public final class Units {
    private final Threads threads;
    private final Invocations invocations;
    private final Lanes lanes;
    private final Standstill standstill = new Standstill();
    private final AtomicLong failures;

    Units(Threads threads, Invocations invocations, Lanes lanes, AtomicLong failures) {
        this.failures = failures;
        this.threads = threads;
        this.invocations = invocations;
        this.lanes = lanes;
    }

    /**
     * Begins one on this thread; null where the thread is within one already.
     *
     * @param incoming the span that the caller sent, to go on from where no other tracer has one
     */
    public @Nullable Invocation begin(String function, @Nullable TraceParent incoming, @Nullable FunctionCall call) {
        ThreadTrace thread = threads.current();
        return thread.invocation == null ? invocations.begin(thread, function, incoming, call) : null;
    }

    /** The one that this thread is in. */
    public @Nullable Invocation current() {
        return threads.current().invocation;
    }

    /** This thread goes on with one that another had left; not where it is within one already, or that one is over. */
    public void attach(Invocation unit) {
        ThreadTrace thread = threads.current();
        if (thread.invocation == null && !unit.isOver()) {
            thread.invocation = unit;
        }
    }

    /** This thread leaves it, and it goes on without: an asynchronous request. */
    public void detach(Invocation unit) {
        ThreadTrace thread = threads.current();
        if (thread.invocation == unit) {
            thread.invocation = null;
        }
    }

    /** Ends it, on whatever thread; the first time counts. */
    public void end(Invocation unit, Ending how, @Nullable HttpExchange http) {
        detach(unit);
        invocations.ended(unit, how, http);
    }

    /** A failure of a boundary's own that was caught where somebody else than the hooks called it. */
    public void swallowed() {
        failures.incrementAndGet();
    }

    /**
     * The environment waits for what it is to do next, and may be frozen.
     *
     * @param wallClock tells milliseconds since the epoch; read last, so that a thread that is held up between the two
     *     clocks takes none of that for time in which the other one stood still
     */
    public void pause(LongSupplier wallClock) {
        long now = Clock.nanos();
        long epochMillis = wallClock.getAsLong();
        standstill.begins(epochMillis, now);
        lanes.event(new EnvironmentPaused(now));
    }

    /**
     * It goes on.
     *
     * @param epochMillis read before, for the same reason
     * @return whether the monotonic clock was suspended meanwhile
     */
    public boolean resume(long epochMillis, boolean restored) {
        long suspended = standstill.ends(epochMillis, Clock.nanos());
        lanes.event(new EnvironmentResumed(Clock.nanos(), suspended, restored));
        return suspended > 0;
    }
}
