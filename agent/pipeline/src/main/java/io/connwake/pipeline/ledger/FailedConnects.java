package io.connwake.pipeline.ledger;

import io.connwake.pipeline.failure.Classifier;
import io.connwake.pipeline.failure.During;
import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.Phase;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.OpenFailed;
import org.jspecify.annotations.Nullable;

/** Connects that came to nothing: why, and whose they were. */
final class FailedConnects {
    private final SpanIds ids;
    private final Invocations invocations;
    private final Accounts accounts;
    private final Openers openers;
    private final Refusals refusals;

    FailedConnects(SpanIds ids, Invocations invocations, Accounts accounts, Openers openers) {
        this.ids = ids;
        this.invocations = invocations;
        this.accounts = accounts;
        this.openers = openers;
        this.refusals = new Refusals(accounts);
    }

    /** What it was, and in whose trace. */
    FailedConnect of(OpenFailed event) {
        SpanId span = ids.root();
        FailureKind kind = Classifier.of(event.error(), During.CONNECT).kind();
        if (event.poolId() == 0 || event.leaseId() != 0) {
            return new FailedConnect(event, kind, invocations.phase(event.invocationId()), span, null, 0);
        }
        Pool pool = accounts.pool(event.poolId());
        SpanId construction = pool.life().span();
        Phase phase = invocations.phase(event.invocationId());
        return new FailedConnect(event, kind, phase, span.inTraceOf(construction), pool, construction.spanId());
    }

    /** Counted for the pool that wanted it, as far as that can be told. */
    FailedConnect counted(FailedConnect connect, @Nullable Pool pool) {
        OpenFailed event = connect.event();
        Pool wanting = pool;
        if (wanting == null && event.poolId() != 0) {
            wanting = accounts.pool(event.poolId());
        }
        if (wanting == null && event.pooled()) {
            wanting = accounts.filledBy(event.thread(), event.startNanos());
        }
        if (wanting == null) {
            wanting = openers.of(event.opener(), event.peer(), event.pooled(), event.source(), event.thread())
                    .only();
        }
        if (wanting == null && event.pooled()) {
            wanting = accounts.onlyPoolTo(event.peer(), event.startNanos());
        }
        if (wanting != null) {
            wanting.leadsTo(event.peer());
        }
        if (event.pooled()) {
            refusals.add(connect, wanting == null ? 0 : wanting.id());
        }
        (wanting == null ? accounts.server(event.peer().certain()) : wanting.meters())
                .refused(connect.kind().refusal());
        return connect.wantedBy(wanting);
    }

    /** Whether the pool's own threads were refused within that time. */
    boolean happened(Pool pool, long fromNanos, long toNanos) {
        return refusals.happened(pool, fromNanos, toNanos);
    }
}
