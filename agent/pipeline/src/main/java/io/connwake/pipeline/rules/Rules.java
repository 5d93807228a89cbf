package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.origin.WallClock;

/** All rules. */
public final class Rules {
    private final Cases cases;
    private final LeakRule leak;
    private final PoolExhaustedRule poolExhausted;

    public Rules(
            PipelineSettings settings, Ledger ledger, SpanIds ids, WallClock clock, FindingSink sink, Notice notice) {
        cases = new Cases(ids, clock, sink, notice);
        leak = new LeakRule(settings.leakThresholdNanos(), ledger, cases, sink);
        poolExhausted = new PoolExhaustedRule(settings.waitThresholdNanos(), ledger, cases);
    }

    public void acquireFailed(Lease lease) {
        poolExhausted.acquireFailed(lease);
    }

    public void looked(Lease lease) {
        leak.looked(lease);
    }

    public void returned(Lease lease) {
        leak.returned(lease);
    }

    public void ended(Lease lease) {
        leak.ended(lease);
    }

    /** The end of a turn. */
    public void turned() {
        poolExhausted.turned();
    }

    /** After a sweep, when all that it saw is in the ledger: leaks first, since they explain why a pool ran out. */
    public void judge(long nowNanos, boolean last) {
        leak.judge(nowNanos, last);
        poolExhausted.judge(nowNanos, last);
    }

    /** Confirmed findings by kind. */
    public Counts confirmed() {
        return cases.confirmed();
    }
}
