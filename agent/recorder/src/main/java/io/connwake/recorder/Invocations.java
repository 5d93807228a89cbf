package io.connwake.recorder;

import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.HttpExchange;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import io.connwake.recorder.event.TraceParent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which units of work are under way. What a thread does belongs to its own invocation, else, on threads that work for
 * one, to the only one there is.
 */
final class Invocations {
    private final Lanes lanes;
    private final OtherTracer tracer;
    private final Threads threads;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger active = new AtomicInteger();
    /** The one that began last; where others are active beside it nobody is the only one. */
    private volatile @Nullable Invocation latest;

    Invocations(Lanes lanes, OtherTracer tracer, Threads threads) {
        this.threads = threads;
        this.lanes = lanes;
        this.tracer = tracer;
    }

    /** Within another one on the same thread it is a mere call. */
    void begin(ThreadTrace thread, int hook, String function) {
        if (thread.doubts > 0) {
            Overflow.invoking(thread, function);
        }
        Frame frame = thread.push(hook);
        if (frame != null && thread.invocation == null) {
            frame.begin(Frame.Kind.INVOKE);
            frame.source = function;
            begin(thread, function, null, null);
        }
    }

    Invocation begin(ThreadTrace thread, String function, @Nullable TraceParent incoming, @Nullable FunctionCall call) {
        Invocation begun = new Invocation(numbers.incrementAndGet(), thread.number, call != null, this);
        Object context = tracer.current();
        TraceParent parent = context == null ? null : tracer.read(context);
        thread.invocation = begun;
        active.incrementAndGet();
        latest = begun;
        lanes.event(new InvocationBegan(Clock.nanos(), begun.id, function, thread.holder.ref, parent, incoming, call));
        return begun;
    }

    /**
     * The handler of this thread's function is being called: here another agent's span of the event may be current, which
     * has ended when the response goes out, and which nobody else sees if nothing is borrowed.
     */
    void handling(ThreadTrace thread) {
        Invocation own = thread.invocation;
        if (own != null && own.isCall && !own.isTraced) {
            Object context = tracer.current();
            own.isTraced = context != null && tracer.read(context) != null;
        }
    }

    void end(ThreadTrace thread, Frame frame, boolean failed) {
        frame.clear();
        Invocation ended = thread.invocation;
        thread.invocation = null;
        if (ended != null) {
            ended(ended, failed ? Ending.ERROR : Ending.OK, null);
        }
    }

    void ended(Invocation invocation, Ending how, @Nullable HttpExchange http) {
        if (!invocation.ends()) {
            return;
        }
        active.decrementAndGet();
        if (latest == invocation) {
            latest = null;
        }
        int inFlight = invocation.isCall ? threads.inFlight() : 0;
        lanes.event(new InvocationEnded(Clock.nanos(), invocation.id, how, http, inFlight, invocation.isTraced));
    }

    /**
     * The one to which what this thread does now belongs; null if there is none or it can't be told. A thread that does
     * such things while none is under way works for itself, as a scheduler's does, and goes on so during a request; of a
     * cloud function's event it is a part all the same, for that pays for whatever goes on meanwhile.
     */
    @Nullable
    Invocation of(ThreadTrace thread) {
        Invocation own = thread.invocation;
        if (own != null) {
            return own;
        }
        int underWay = active.get();
        if (underWay == 0 && !thread.worksForItself) {
            thread.worksForItself = true;
        }
        Invocation last = latest;
        if (last == null || last.isOver() || underWay != 1) {
            return null;
        }
        return last.isCall || !thread.worksForItself ? last : null;
    }

    /** The id of the one that this very thread is in, or 0. */
    static long ownId(ThreadTrace thread) {
        Invocation own = thread.invocation;
        return own == null ? 0 : own.id;
    }

    /** Its id, or 0. */
    long idOf(ThreadTrace thread) {
        Invocation found = of(thread);
        return found == null ? 0 : found.id;
    }
}
