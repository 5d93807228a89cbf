package io.connwake.pipeline.ledger;

import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * Where a lease stands: in the trace of another tracer's span where there was one, else in its own. One id is drawn for
 * it, of which the others follow, since most leases are told by no span.
 */
public final class LeaseTrace {
    private final long id;
    private @Nullable TraceParent parent;

    LeaseTrace(long id) {
        this.id = id;
    }

    /** Of the lease's span. */
    public long spanId() {
        return id;
    }

    public SpanId lease() {
        return span(id);
    }

    public SpanId acquire() {
        return span(SpanIds.after(id, 1));
    }

    /** The other tracer's span, or that of the invocation. */
    public @Nullable TraceParent parent() {
        return parent;
    }

    /** The first one counts. */
    void joins(@Nullable TraceParent current) {
        if (parent == null) {
            parent = current;
        }
    }

    private SpanId span(long own) {
        return new SpanId(SpanIds.after(id, 2), SpanIds.after(id, 3), own).within(parent);
    }
}
