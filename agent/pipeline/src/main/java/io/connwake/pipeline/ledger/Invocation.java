package io.connwake.pipeline.ledger;

import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.Ending;
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
    private final InvocationBegan began;
    private final SpanId span;
    private final int number;
    private final int openAtStart;
    private final Set<Lease> held = new LinkedHashSet<>();
    private @Nullable InvocationEnded ended;
    private long leases;
    private long opened;
    private long closed;
    private int openAtEnd;
    private int leasedAtEnd;

    Invocation(InvocationBegan began, int number, int openNow, SpanIds ids) {
        this.began = began;
        this.number = number;
        this.openAtStart = openNow;
        TraceParent incoming = began.incoming();
        this.span = incoming == null || began.parent() != null
                ? ids.root()
                : new SpanId(incoming.traceHigh(), incoming.traceLow(), ids.next());
    }

    public String function() {
        return began.function();
    }

    /** The how manieth of the process. */
    public int number() {
        return number;
    }

    public SpanId span() {
        return span;
    }

    /** Another tracer has a span for it, so it needs none of ours. */
    public boolean isTraced() {
        return began.parent() != null;
    }

    /** The span of the caller; null if it sent none. */
    public @Nullable TraceParent incoming() {
        return began.incoming();
    }

    /** Of a request that has ended. */
    public @Nullable HttpExchange http() {
        return ended == null ? null : ended.http();
    }

    public long beganNanos() {
        return began.atNanos();
    }

    /** Its own duration; 0 as long as it is under way. */
    public long nanos() {
        return ended == null ? 0 : ended.atNanos() - began.atNanos();
    }

    public boolean hasFailed() {
        return ended != null && ended.how() != Ending.OK;
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

    /** What stands for it in a trace. */
    TraceParent parent() {
        TraceParent outer = began.parent();
        TraceParent incoming = began.incoming();
        boolean sampled = incoming == null || incoming.sampled();
        return outer == null ? new TraceParent(span.traceHigh(), span.traceLow(), span.spanId(), sampled) : outer;
    }

    void borrows(Lease lease) {
        leases++;
        held.add(lease);
    }

    /** Too late where it had ended before. */
    void gaveBack(Lease lease) {
        if (ended != null && lease.endNanos() - ended.atNanos() > 0) {
            lease.outlives(ended.atNanos());
        } else {
            held.remove(lease);
        }
    }

    void opens() {
        opened++;
    }

    void closes() {
        closed++;
    }

    void ended(InvocationEnded event, int openNow) {
        ended = event;
        openAtEnd = openNow;
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
