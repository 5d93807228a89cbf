package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.metrics.Timing;
import io.connwake.pipeline.model.Finding.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool that tests nothing that was used just now took a connection for such after a freeze in which its clock stood
 * still, and the application met it dead. Silent where a test found it first, where it broke at work, and where the clock
 * ran on.
 */
final class ValidationGapRule implements Rule {
    static final String KIND = "validation_gap";
    private static final int KEPT = 25;

    private final Ledger ledger;
    private final Cases cases;
    private final List<Connection> dead = new ArrayList<>();
    private final Map<Pool, Gap> gaps = new LinkedHashMap<>();

    /** What one pool lent dead. */
    private static final class Gap {
        private final List<Lease> leases = new ArrayList<>();
        private @Nullable Case its;
        private long longestNanos;
        private long seenNanos;
    }

    ValidationGapRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
    }

    /** Judged later, when it is known who had it. */
    @Override
    public void died(Connection connection, Death death) {
        dead.add(connection);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Connection connection : dead) {
            Death death = connection.death();
            Lease lease = death == null ? null : death.lease();
            Pool pool = lease == null ? null : lease.pool();
            if (death != null && lease != null && pool != null && isMet(lease, death)) {
                count(pool, lease, death);
            }
        }
        dead.clear();
        for (Map.Entry<Pool, Gap> each : gaps.entrySet()) {
            Case its = each.getValue().its;
            if (its != null && cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(its, wording(each.getKey(), each.getValue(), its), nowNanos);
            }
        }
    }

    private static boolean isMet(Lease lease, Death death) {
        boolean diedIdle = death.isStale() || death.verdict() == Verdict.KILLED_WHILE_IDLE;
        return lease.reuse().skipsTest() && diedIdle && !death.isValidatedAway();
    }

    private void count(Pool pool, Lease lease, Death death) {
        Gap gap = gaps.get(pool);
        if (gap == null) {
            gap = new Gap();
            gap.its = cases.of(KIND, pool, ledger.sites().of(lease.site()).line());
            gaps.put(pool, gap);
        }
        if (gap.its != null) {
            gap.its.more(death.atNanos());
        }
        gap.leases.add(0, lease);
        if (gap.leases.size() > KEPT) {
            gap.leases.remove(KEPT);
        }
        long idle = lease.reuse().idleNanos();
        long then = lease.acquiredNanos();
        gap.longestNanos = Math.max(gap.longestNanos, idle);
        gap.seenNanos = Math.max(0, idle - ledger.pauses().suspendedWithin(then - idle, then));
    }

    private static Wording wording(Pool pool, Gap gap, Case its) {
        String sentence = Words.count(its.count, "connection", "connections") + " of pool " + pool.name()
                + (its.count == 1 ? " was" : " were")
                + " lent dead and untested after the environment had been frozen for up to "
                + Words.duration(gap.longestNanos) + ": the application met the error.";
        String evidence =
                "HikariCP tests no connection that was used in the last 500 ms by the monotonic clock, which stood"
                        + " still in the freeze: by that clock the last one had idled for "
                        + Words.duration(gap.seenNanos)
                        + ", in truth for "
                        + Words.duration(gap.leases.get(0).reuse().idleNanos()) + ".";
        long testNanos = pool.meters().meanNanos(Timing.VALIDATION_OK);
        String price = testNanos < 0 ? "one test" : "one test of " + Words.duration(testNanos);
        String advice =
                "Start the JVM with -Dcom.zaxxer.hikari.aliveBypassWindowMs=0, so that each acquire tests, at the"
                        + " price of " + price
                        + " for each; or try again once when the first call on a connection fails so.";
        return Wording.of(sentence, evidence, advice).about(gap.leases).with(pool.snapshot());
    }
}
