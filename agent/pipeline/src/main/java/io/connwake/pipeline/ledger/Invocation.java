package io.connwake.pipeline.ledger;

import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.HttpExchange;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import io.connwake.recorder.event.TraceParent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One unit of work of the application, and what it did with connections. */
public final class Invocation {
    private static final int SERVER_ERROR = 500;

    private final InvocationBegan began;
    private final SpanId span;
    private final int number;
    private final int openAtStart;
    private final InitPhase init;
    private final Set<Lease> held = new LinkedHashSet<>();
    private @Nullable InvocationEnded ended;
    private long leases;
    private long opened;
    private long closed;
    private int openAtEnd;
    private int leasedAtEnd;
    private int pinnedAtEnd;
    private boolean isWithinAnothers;
    private boolean isParent;

    Invocation(InvocationBegan began, int number, int openNow, InitPhase init, SpanIds ids) {
        this.began = began;
        this.number = number;
        this.init = init;
        this.openAtStart = openNow;
        this.span = ids.root().within(began.incoming());
    }

    public String function() {
        return began.function();
    }

    /** Which one of the process it is, counted from 1. */
    public int number() {
        return number;
    }

    public SpanId span() {
        return span;
    }

    /** Another tracer has a span for it, so it needs none of ours; unless ours is the parent of something. */
    public boolean isTraced() {
        return began.parent() != null || (isWithinAnothers && !isParent);
    }

    /**
     * Of a function's call: the other tracer's span may be seen by what is done within it alone, so one in which nothing
     * was done is taken for what the one before it was.
     *
     * @return whether another tracer has a span for it
     */
    boolean continues(boolean wasWithinAnothers) {
        isWithinAnothers |= wasWithinAnothers && !isParent;
        return isWithinAnothers;
    }

    /** The span that its caller named; null if it named none. */
    public @Nullable TraceParent incoming() {
        return began.incoming();
    }

    /** Of a cloud function; null of any other. */
    public @Nullable FunctionCall call() {
        return began.call();
    }

    /** Of a request that has ended; null of any other. */
    public @Nullable HttpExchange http() {
        return ended == null ? null : ended.http();
    }

    /** By which a person finds it: the id of a function's request, else its number. */
    public String label() {
        FunctionCall call = began.call();
        return call == null ? Integer.toString(number) : call.requestId();
    }

    boolean hasEnded() {
        return ended != null;
    }

    public Ending ending() {
        return ended == null ? Ending.OK : ended.how();
    }

    public long beganNanos() {
        return began.atNanos();
    }

    /** Its own duration; 0 as long as it is under way. */
    public long nanos() {
        return ended == null ? 0 : ended.atNanos() - began.atNanos();
    }

    /** It did not go well, or its answer says so. */
    public boolean hasFailed() {
        HttpExchange http = http();
        return ending() != Ending.OK || (http != null && http.status() >= SERVER_ERROR);
    }

    public String threadName() {
        return began.thread().name();
    }

    public long leases() {
        return leases;
    }

    public long opened() {
        return opened;
    }

    public long closed() {
        return closed;
    }

    public int openAtStart() {
        return openAtStart;
    }

    public int openAtEnd() {
        return openAtEnd;
    }

    public int leasedAtEnd() {
        return leasedAtEnd;
    }

    public int pinnedAtEnd() {
        return pinnedAtEnd;
    }

    /** Connections that were being opened when it ended. */
    public int inFlightAtEnd() {
        return ended == null ? 0 : ended.inFlight();
    }

    /** What was done before the first one of the process; empty of any other. */
    public InitPhase init() {
        return init;
    }

    /** What stands for it in a trace. */
    TraceParent parent() {
        TraceParent outer = began.parent();
        TraceParent sender = began.incoming();
        boolean sampled = sender == null || sender.sampled();
        return outer == null ? new TraceParent(span.traceHigh(), span.traceLow(), span.spanId(), sampled) : outer;
    }

    void borrows(Lease lease) {
        leases++;
        held.add(lease);
        Acquired acquired = lease.acquired();
        holds(acquired == null ? null : acquired.parent());
    }

    /** Too late where it had ended before. */
    void gaveBack(Lease lease) {
        if (ended != null && lease.endNanos() - ended.atNanos() > 0) {
            lease.outlives(ended.atNanos());
        } else {
            held.remove(lease);
        }
    }

    /** @param theirs the span of another tracer in which that was done */
    void opens(@Nullable TraceParent theirs) {
        opened++;
        holds(theirs);
    }

    private void holds(@Nullable TraceParent theirs) {
        isWithinAnothers |= theirs != null;
        isParent |= theirs == null;
    }

    void closes() {
        closed++;
    }

    void ended(InvocationEnded event, int openNow, int pinnedNow) {
        ended = event;
        isWithinAnothers |= event.isTraced();
        openAtEnd = openNow;
        pinnedAtEnd = pinnedNow;
    }

    /** Those that were open when it ended; by now all is heard that was done within it. */
    List<Lease> leaves() {
        List<Lease> left = new ArrayList<>();
        for (Lease lease : held) {
            if (lease.isOpen() || lease.isOutlived()) {
                left.add(lease);
            }
        }
        leasedAtEnd = left.size();
        return left;
    }

    long endNanos() {
        return ended == null ? began.atNanos() : ended.atNanos();
    }
}
