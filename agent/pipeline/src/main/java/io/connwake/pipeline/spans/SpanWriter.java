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
import java.util.ArrayList;
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

    public void lease(Lease lease) {
        List<Span> spans = new ArrayList<>(2);
        spans.add(leases.lease(lease));
        if (lease.failed() != null || lease.opened() || lease.waitNanos() > settings.acquireThresholdNanos()) {
            spans.add(leases.acquire(lease));
        }
        boolean sampled = lease.parent() == null || lease.parent().sampled();
        outlets.spans("lease", worth(lease), lease.waitNanos(), sampled, spans);
    }

    /** Those of which another tracer has a span need none of ours. */
    public void invocation(Invocation invocation) {
        if (!invocation.isTraced()) {
            Span span = invocations.ended(invocation);
            boolean isTelling = invocation.leasedAtEnd() > 0 || span.error();
            Worth worth = isTelling ? Worth.ERROR : invocation.opened() > 0 ? Worth.OPEN : Worth.BORING;
            TraceParent sender = invocation.incoming();
            boolean sampled = invocation.call() != null || sender == null || sender.sampled();
            outlets.spans("invocation", worth, 0, sampled, List.of(span));
        }
    }

    public void pool(Pool pool) {
        Span span = pools.built(pool);
        outlets.spans("pool", span.error() ? Worth.ERROR : Worth.OPEN, 0, true, List.of(span));
    }

    public void connect(Connection connection) {
        if (connection.opened() != null) {
            outlets.spans(
                    "connect", Worth.OPEN, 0, true, List.of(connections.connect(connection, connection.opened())));
        }
    }

    public void connectFailed(FailedConnect connect, @Nullable Lease waiting) {
        outlets.spans("connect", Worth.ERROR, 0, true, List.of(connections.failed(connect, waiting)));
    }

    public void connection(Connection connection, long endNanos) {
        if (connection.opened() != null) {
            Span span = connections.life(connection, connection.opened(), endNanos);
            outlets.spans("connection", span.error() ? Worth.ERROR : Worth.OPEN, 0, true, List.of(span));
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
