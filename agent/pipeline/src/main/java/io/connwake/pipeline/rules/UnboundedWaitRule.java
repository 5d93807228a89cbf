package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.PoolFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool lets an acquire wait for ever, and one waited for the threshold. Silent as long as no wait lasts so long, and
 * where it is one for a connect, which that setting does not bound everywhere. Where the pool is exhausted both are
 * said: that finding says who has the connections, this warning which setting lets the callers hang instead of failing.
 * Socket timeouts are not known here.
 */
final class UnboundedWaitRule implements Rule.OfAcquired {
    static final String KIND = "unbounded_wait";
    private static final int KEPT = 40;
    private static final long SECOND = 1_000_000_000L;

    private final long thresholdNanos;
    private final Ledger ledger;
    private final Cases cases;
    private final Frameworks frameworks;
    private final Map<Pool, Hang> hangs = new LinkedHashMap<>();

    UnboundedWaitRule(RuleContext context) {
        thresholdNanos = context.settings().waitThresholdNanos();
        ledger = context.ledger();
        cases = context.cases();
        frameworks = context.frameworks();
    }

    /** The long waits of one pool. */
    private static final class Hang {
        final Pool pool;
        final List<Lease> waits = new ArrayList<>();
        int untold;
        long count;
        long longestNanos;

        @Nullable
        Case its;

        Hang(Pool pool) {
            this.pool = pool;
        }
    }

    @Override
    public void acquired(Lease lease) {
        if (lease.waitNanos() >= thresholdNanos && lease.waitedForReturn()) {
            waited(lease, lease.waitNanos());
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        hangs.keySet().retainAll(pools);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Pool pool : ledger.pools()) {
            boolean full = pool.isFull();
            for (Lease wait : pool.waits()) {
                if (full && ledger.pauses().awakeNanos(wait.startNanos(), nowNanos) >= thresholdNanos) {
                    waited(wait, nowNanos - wait.startNanos());
                }
            }
        }
        for (Hang hang : hangs.values()) {
            tell(hang, nowNanos, last);
        }
    }

    private void waited(Lease lease, long nanos) {
        Pool pool = lease.pool();
        if (pool == null || !isEndless(pool)) {
            return;
        }
        Hang hang = of(pool);
        hang.longestNanos = Math.max(hang.longestNanos, nanos);
        if (!hang.waits.contains(lease)) {
            hang.untold++;
            hang.count++;
            if (hang.waits.size() == KEPT) {
                hang.waits.remove(0);
            }
            hang.waits.add(lease);
        }
    }

    private static boolean isEndless(Pool pool) {
        PoolFacts facts = pool.facts();
        return facts != null && facts.acquireTimeoutNanos() == PoolFacts.ENDLESS;
    }

    private void tell(Hang hang, long nowNanos, boolean last) {
        if (hang.its == null) {
            hang.its = cases.of(KIND, hang.pool, line(hang));
        }
        Case its = hang.its;
        if (its == null) {
            return;
        }
        for (; hang.untold > 0; hang.untold--) {
            its.more(hang.waits.get(0).startNanos());
        }
        if (isEndless(hang.pool)) {
            if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(its, confirmed(hang), nowNanos);
            }
        } else if (its.is(State.CONFIRMED)) {
            cases.resolve(its, resolved(hang), nowNanos);
        }
    }

    private static String line(Hang hang) {
        for (Lease wait : hang.waits) {
            if (wait.line() != null) {
                return wait.line().toString();
            }
        }
        return SiteCounts.UNKNOWN;
    }

    private Wording confirmed(Hang hang) {
        long waiting = hang.pool.waits().size();
        String evidence = "An acquire of pool " + hang.pool.name() + " has no timeout; "
                + Words.count(hang.count, "acquire", "acquires") + " waited" + " for " + Words.duration(thresholdNanos)
                + " or more, the longest for " + Words.duration(hang.longestNanos)
                + (waiting > 0 ? ", and " + Words.count(waiting, "still waits", "still wait") : "") + ".";
        return Wording.of(
                        "Pool " + hang.pool.name() + " lets callers wait for ever: "
                                + Words.count(hang.count, "acquire", "acquires") + " hung for up to "
                                + Words.duration(hang.longestNanos) + ".",
                        evidence,
                        advice(hang.pool))
                .about(hang.waits)
                .with(hang.pool.snapshot())
                .asWarning();
    }

    private String advice(Pool pool) {
        PoolProperties properties = PoolProperties.of(pool.library());
        long useNanos = pool.lending().longestUseNanos();
        long timeoutNanos = timeout(useNanos);
        return "Set " + properties.set(PoolSetting.ACQUIRE_TIMEOUT, timeoutNanos, frameworks)
                + ", so that callers fail after "
                + Words.duration(timeoutNanos) + " instead of hanging"
                + (useNanos > 0 ? "; the longest lease that came back took " + Words.duration(useNanos) + "." : ".");
    }

    /** Twice what a holder was seen to need, in whole seconds from 5 to 30: who waits longer waits for a lost one. */
    private static long timeout(long longestUseNanos) {
        long seconds = (2 * longestUseNanos + SECOND - 1) / SECOND;
        return Math.max(5, Math.min(30, seconds)) * SECOND;
    }

    private Wording resolved(Hang hang) {
        return Wording.of(
                        "An acquire of pool " + hang.pool.name() + " has a timeout now.",
                        "The longest wait was " + Words.duration(hang.longestNanos) + ".",
                        "")
                .about(hang.waits);
    }

    private Hang of(Pool pool) {
        Hang known = hangs.get(pool);
        if (known == null) {
            known = new Hang(pool);
            hangs.put(pool, known);
        }
        return known;
    }
}
