package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.PoolCounted;
import io.connwake.recorder.event.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * With every connection leased that the pool can lend, as was seen or as the pool itself says, an acquire timed out, or has been
 * waiting for the threshold and still waits. Silent where a wait ends well, where connections are missing rather than
 * held, where a driver said why, and where all that have one want another one themselves: {@link NestedAcquireRule} says
 * that.
 */
final class PoolExhaustedRule implements Rule {
    static final String KIND = "pool_exhausted";
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final long waitThresholdNanos;
    private final Ledger ledger;
    private final Cases cases;
    private final ExhaustionWording wording;
    private final List<Lease> timedOut = new ArrayList<>();
    private final Map<Pool, Exhaustion> exhaustions = new LinkedHashMap<>();
    private final NestedAcquireRule nested;

    PoolExhaustedRule(RuleContext context, NestedAcquireRule nested) {
        this.nested = nested;
        waitThresholdNanos = context.settings().waitThresholdNanos();
        ledger = context.ledger();
        cases = context.cases();
        wording = new ExhaustionWording(context.frameworks(), cases);
    }

    @Override
    public void acquireFailed(Lease lease) {
        Pool pool = lease.pool();
        if (pool == null || lease.outcome() != Outcome.TIMEOUT) {
            return;
        }
        pool.alarm();
        timedOut.add(lease);
    }

    /** The end of a turn: all that was told before an acquire failed has been heard by now. */
    @Override
    public void turned() {
        for (Lease lease : timedOut) {
            Pool pool = lease.pool();
            if (pool != null) {
                List<Lease> held = keptWaiting(pool, lease);
                if (isFull(pool, held.size(), lease.startNanos(), lease.endNanos())) {
                    of(pool).timedOut(lease, held);
                }
            }
        }
        timedOut.clear();
    }

    /**
     * Who had the connections when it gave up, or until just before and most of the time that it waited: one may be going
     * from hand to hand, and a busy machine throws late, when those who kept others waiting have given back.
     */
    private List<Lease> keptWaiting(Pool pool, Lease lease) {
        List<Lease> held = ledger.heldAt(pool, lease.endNanos());
        if (held.size() >= pool.most() || !pool.fullness().isMostOf(lease.startNanos(), lease.endNanos())) {
            return held;
        }
        List<Lease> before = ledger.heldAt(pool, pool.fullness().lastNanos());
        return before.size() > held.size() ? before : held; // the limit may have been raised since
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        exhaustions.keySet().retainAll(pools);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        turned();
        for (Pool pool : ledger.pools()) {
            for (Lease wait : pool.waits()) {
                if (ledger.pauses().awakeNanos(wait.startNanos(), nowNanos) >= waitThresholdNanos
                        && isFull(pool, pool.used(), wait.startNanos(), nowNanos)) {
                    of(pool).stillWaits(wait, nowNanos);
                }
            }
        }
        for (Exhaustion exhaustion : exhaustions.values()) {
            tell(exhaustion, nowNanos, last);
        }
    }

    /** As far as was seen, or as the pool said itself in that time: some may have been acquired before the agent came. */
    private static boolean isFull(Pool pool, int held, long sinceNanos, long untilNanos) {
        PoolCounted counted = pool.countedWithin(sinceNanos, untilNanos);
        return pool.most() > 0 && Math.max(held, counted == null ? 0 : counted.used()) >= pool.most();
    }

    private void tell(Exhaustion exhaustion, long nowNanos, boolean last) {
        if (exhaustion.its == null && isNested(exhaustion, last)) {
            if (isOver(exhaustion, nowNanos)) {
                exhaustion.over();
            }
            return;
        }
        if (exhaustion.isNew) {
            exhaustion.isNew = false;
            Case its = caseOf(exhaustion);
            if (its == null) {
                return;
            }
            its.more(exhaustion.lastNanos - exhaustion.longestWaitNanos);
        }
        Case its = exhaustion.its;
        if (its == null) {
            return;
        }
        if (isOver(exhaustion, nowNanos)) {
            if (its.is(State.CONFIRMED)) {
                cases.resolve(its, wording.resolved(exhaustion), nowNanos);
                exhaustion.over();
            }
        } else if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
            cases.confirm(its, wording.confirmed(exhaustion, nowNanos), nowNanos);
        }
    }

    /** All that had one wanted another one, as far as that is decided. */
    private boolean isNested(Exhaustion exhaustion, boolean last) {
        for (Lease holder : exhaustion.held) {
            if (!nested.explains(exhaustion.pool, holder, exhaustion.lastNanos, last)) {
                return false;
            }
        }
        return !exhaustion.held.isEmpty();
    }

    private @Nullable Case caseOf(Exhaustion exhaustion) {
        if (exhaustion.its == null) {
            exhaustion.its = cases.of(KIND, exhaustion.pool, mainSite(exhaustion));
        }
        return exhaustion.its;
    }

    /** Acquires succeed again, none has waited in vain for a while, and none is about to. */
    private boolean isOver(Exhaustion exhaustion, long nowNanos) {
        for (Lease wait : exhaustion.pool.waits()) {
            if (ledger.pauses().awakeNanos(wait.startNanos(), nowNanos) >= waitThresholdNanos) {
                return false;
            }
        }
        return nowNanos - exhaustion.lastNanos >= Math.max(QUIET_NANOS, waitThresholdNanos)
                && exhaustion.pool.lending().lastAcquiredNanos() > exhaustion.lastNanos;
    }

    private Exhaustion of(Pool pool) {
        Exhaustion known = exhaustions.get(pool);
        if (known == null) {
            known = new Exhaustion(pool);
            exhaustions.put(pool, known);
        }
        return known;
    }

    /** The line that holds most of the connections, or if none was looked up, the one that acquires most of the pool's. */
    private static String mainSite(Exhaustion exhaustion) {
        LineTally lines = new LineTally();
        for (Lease holder : exhaustion.holders) {
            lines.add(holder);
        }
        for (Lease closer : exhaustion.closed) {
            lines.add(closer);
        }
        Site usual = exhaustion.pool.lending().usualSite();
        return lines.isEmpty() && usual != null ? usual.line().toString() : lines.main();
    }
}
