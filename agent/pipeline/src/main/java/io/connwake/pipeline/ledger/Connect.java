package io.connwake.pipeline.ledger;

import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.Phase;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.TraceParent;
import org.jspecify.annotations.Nullable;

/** How a connection was opened: by what, and within what. */
public final class Connect {
    private final Opened event;
    private final Opener opener;
    private final Phase phase;
    private final @Nullable TraceParent parent;
    private final @Nullable String openedIn;
    private final SpanId own;
    private @Nullable Lease waitedFor;
    private @Nullable SpanId construction;

    /** @param parent the span in which it was opened, of another tracer or of the unit of work */
    Connect(
            Opened event,
            Opener opener,
            Phase phase,
            @Nullable TraceParent parent,
            @Nullable Invocation unit,
            SpanId own) {
        this.event = event;
        this.opener = opener;
        this.phase = phase;
        this.parent = parent;
        this.openedIn = unit == null ? null : unit.label();
        this.own = own;
    }

    public Opened event() {
        return event;
    }

    public Phase phase() {
        return phase;
    }

    /** The unit of work that opened it, by its label; null if none did. */
    public @Nullable String openedIn() {
        return openedIn;
    }

    /** The lease whose acquire opened it. */
    public @Nullable Lease waitedFor() {
        return waitedFor;
    }

    /** In the trace of the acquire or the pool that waited for it, of the span that was current, or of its own. */
    public SpanId span() {
        if (waitedFor != null) {
            return own.inTraceOf(waitedFor.trace().lease());
        }
        if (construction != null) {
            return own.inTraceOf(construction);
        }
        return event.leaseId() == 0 ? own.within(parent) : own;
    }

    /** The span that its own lies in; 0 if that is none. */
    public long parentSpanId() {
        if (waitedFor != null) {
            return waitedFor.trace().acquire().spanId();
        }
        if (construction != null) {
            return construction.spanId();
        }
        return parent == null || event.leaseId() != 0 ? 0 : parent.spanId();
    }

    @Nullable
    TraceParent parent() {
        return parent;
    }

    Opener opener() {
        return opener;
    }

    /** It was a pool that opened it. */
    boolean isByPool() {
        return event.pooled() || opener.lends();
    }

    void waitedFor(Lease acquiring) {
        waitedFor = acquiring;
    }

    /** The pool that was being built when it was opened for it. */
    void construction(SpanId ofPool) {
        construction = ofPool;
    }
}
