package io.connwake.pipeline.spans;

import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.FailedConnect;
import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes each pool, lease, connect and connection once. */
public final class SpanWriter {
    private final PipelineSettings settings;
    private final Outlets outlets;
    private final LeaseSpans leases;
    private final ConnectionSpans connections;
    private final PoolSpans pools;
    private final InvocationSpans invocations;

    public SpanWriter(PipelineSettings settings, WallClock clock, Outlets outlets) {
        this.settings = settings;
        this.outlets = outlets;
        this.leases = new LeaseSpans(clock);
        this.connections = new ConnectionSpans(clock);
        this.pools = new PoolSpans(clock);
        this.invocations = new InvocationSpans(clock);
    }

    /** Most are beyond the budget, so nothing is made of them but this question. */
    public void lease(Lease lease) {
        TraceParent parent = lease.trace().parent();
        boolean sampled = parent == null || parent.sampled();
        if (outlets.want("lease", worth(lease), lease.trace().spanId(), lease.waitNanos(), sampled)) {
            outlets.take(spans(lease));
        }
    }

    private List<Span> spans(Lease lease) {
        Span span = leases.lease(lease);
        if (lease.failed() != null || lease.opened() || lease.waitNanos() > settings.acquireThresholdNanos()) {
            return List.of(span, leases.acquire(lease));
        }
        return List.of(span);
    }

    /** Those of which another tracer has a span need none of ours. */
    public void invocation(Invocation invocation) {
        if (!invocation.isTraced()) {
            Span span = invocations.ended(invocation);
            boolean isTelling = invocation.leasedAtEnd() > 0 || span.error();
            Worth worth = isTelling ? Worth.ERROR : invocation.opened() > 0 ? Worth.OPEN : Worth.BORING;
            TraceParent sender = invocation.incoming();
            boolean sampled = invocation.call() != null || sender == null || sender.sampled();
            outlets.span("invocation", worth, sampled, span);
        }
    }

    public void pool(Pool pool) {
        Span span = pools.built(pool);
        outlets.span("pool", span.error() ? Worth.ERROR : Worth.OPEN, true, span);
    }

    public void connect(Connection connection) {
        if (connection.connect() != null) {
            outlets.span("connect", Worth.OPEN, true, connections.connect(connection, connection.connect()));
        }
    }

    public void connectFailed(FailedConnect connect, @Nullable Lease waiting) {
        outlets.span("connect", Worth.ERROR, true, connections.failed(connect, waiting));
    }

    public void connection(Connection connection, long endNanos) {
        if (connection.connect() != null) {
            Span span = connections.life(connection, connection.connect(), endNanos);
            outlets.span("connection", span.error() ? Worth.ERROR : Worth.OPEN, true, span);
        }
    }

    private Worth worth(Lease lease) {
        if (lease.finding() != null || lease.outcome() == Outcome.ABANDONED) {
            return Worth.FINDING;
        }
        if (lease.failed() != null || lease.errorCount() > 0) {
            return Worth.ERROR;
        }
        if (lease.opened()) {
            return Worth.OPEN;
        }
        boolean waited = lease.waitNanos() > settings.acquireThresholdNanos();
        return waited || lease.outcome() == Outcome.OPEN_AT_EXIT || lease.isOutlived() ? Worth.WAIT : Worth.BORING;
    }
}
