package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thread holds a connection of a pool and waits for another one of it, while the pool is at its limit: for 100 ms, or
 * in vain. Silent where nothing waits for so long, where the wait is one for a connect, and where what the thread holds
 * is lost: it must be seen inside the method that owns it, or give it back, and within the invocation that borrowed it.
 */
final class NestedAcquireRule implements Rule.OfAcquired {
    static final String KIND = "nested_acquire";
    private static final long HURTS_NANOS = 100_000_000L;
    private static final int MOST_PENDING = 256;

    private final Ledger ledger;
    private final Cases cases;
    private final NestingWording wording;
    private final List<Lease> ended = new ArrayList<>();
    private final Map<Lease, NestedWait> pending = new LinkedHashMap<>();
    private final Map<Pool, Nesting> nestings = new LinkedHashMap<>();

    NestedAcquireRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        wording = new NestingWording(context.frameworks());
    }

    @Override
    public void acquired(Lease lease) {
        if (lease.waitNanos() >= HURTS_NANOS && lease.waitedForReturn()) {
            ended.add(lease);
        }
    }

    @Override
    public void acquireFailed(Lease lease) {
        if (lease.outcome() == Outcome.TIMEOUT) {
            ended.add(lease);
        }
    }

    /** The end of a turn: all that was told before an acquire ended has been heard by now. */
    @Override
    public void turned() {
        for (Lease lease : ended) {
            Pool pool = lease.pool();
            if (pool != null) {
                sight(lease, pool, ledger.heldAt(pool, lease.acquiredNanos()));
                isOver(lease, nestings.get(pool));
            }
        }
        ended.clear();
    }

    /** How a wait ended that was told of while it lasted is told too. */
    private static void isOver(Lease lease, @Nullable Nesting nesting) {
        if (nesting != null && nesting.its != null && nesting.has(lease)) {
            nesting.its.changed = true;
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        nestings.keySet().retainAll(pools);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        turned();
        for (Pool pool : ledger.pools()) {
            for (Lease wait : pool.waits()) {
                if (ledger.pauses().awakeNanos(wait.startNanos(), nowNanos) >= HURTS_NANOS) {
                    List<Lease> held = new ArrayList<>(pool.leases());
                    held.addAll(pool.lostLeases());
                    sight(wait, pool, held);
                }
            }
        }
        decide(nowNanos, last);
        for (Nesting nesting : nestings.values()) {
            tell(nesting, nowNanos, last);
        }
    }

    /**
     * Whether a connection is held by code that wants another one of its pool, or has just got that: its thread waits for it,
     * or others did that acquired where it did. What is lost is explained by that.
     *
     * @param atNanos when it held it
     * @param last what is not decided by now never will be
     */
    boolean explains(Pool pool, Lease holder, long atNanos, boolean last) {
        if (holder.outcome() == Outcome.ABANDONED || LeakRule.KIND.equals(holder.finding())) {
            return false;
        }
        Nesting known = nestings.get(pool);
        boolean isItsOwn = known != null && (known.has(holder) || known.holdsAt(holder.line(), atNanos));
        if (isItsOwn || KIND.equals(holder.finding())) {
            return true;
        }
        for (NestedWait each : pending.values()) {
            if (!last && each.mayHold(holder)) {
                return true;
            }
        }
        return false;
    }

    /** @param held what was leased from the pool at that moment */
    private void sight(Lease wait, Pool pool, List<Lease> held) {
        Nesting known = nestings.get(pool);
        boolean isKnown = pending.containsKey(wait) || (known != null && known.has(wait));
        if (isKnown || pending.size() >= MOST_PENDING || !isFull(pool, held)) {
            return;
        }
        List<Lease> outer = heldBy(wait.thread(), wait, held);
        if (!outer.isEmpty()) {
            pending.put(wait, new NestedWait(wait, pool, outer, threads(wait, pool, held)));
            pool.alarm();
        }
    }

    /** Once one thread of several that block each other gives up, the pool is no longer full for the next. */
    private boolean isFull(Pool pool, List<Lease> held) {
        boolean isUsual = nestings.containsKey(pool);
        for (NestedWait each : pending.values()) {
            isUsual |= each.pool == pool;
        }
        return pool.most() > 0 && (isUsual || held.size() >= pool.most());
    }

    private void decide(long nowNanos, boolean last) {
        Iterator<NestedWait> each = pending.values().iterator();
        while (each.hasNext()) {
            NestedWait wait = each.next();
            if (!last && wait.mayTellItsLine(nowNanos)) {
                wait.pool.alarm();
                continue;
            }
            Nesting known = nestings.get(wait.pool);
            switch (wait.verdict(known != null)) {
                case NESTED -> {
                    each.remove();
                    of(wait.pool).add(wait);
                }
                case NOT -> each.remove();
                case OPEN -> wait.pool.alarm();
            }
        }
    }

    private void tell(Nesting nesting, long nowNanos, boolean last) {
        if (nesting.its == null) {
            nesting.its = cases.of(KIND, nesting.pool, nesting.innerLine());
        }
        Case its = nesting.its;
        if (its == null) {
            return;
        }
        for (; nesting.untold > 0; nesting.untold--) {
            its.more(nesting.firstNanos);
        }
        if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
            cases.confirm(its, wording.confirmed(nesting, nowNanos), nowNanos);
        }
    }

    private Nesting of(Pool pool) {
        Nesting known = nestings.get(pool);
        if (known == null) {
            known = new Nesting(pool);
            nestings.put(pool, known);
        }
        return known;
    }

    /** Threads that hold one and want another, or have it already, at the moment of this wait. */
    private static int threads(Lease wait, Pool pool, List<Lease> held) {
        int threads = 1;
        List<Long> counted = new ArrayList<>();
        counted.add(wait.thread() == null ? 0 : wait.thread().id());
        for (Lease lease : held) {
            ThreadRef thread = lease.thread();
            if (thread == null || counted.contains(thread.id())) {
                continue;
            }
            counted.add(thread.id());
            boolean wants = false;
            for (Lease other : pool.waits()) {
                wants |= isOf(thread, other);
            }
            threads += wants || heldBy(thread, null, held).size() > 1 ? 1 : 0;
        }
        return threads;
    }

    /** @param wait what the thread acquired since this began is not what it held meanwhile */
    private static List<Lease> heldBy(@Nullable ThreadRef thread, @Nullable Lease wait, List<Lease> held) {
        List<Lease> its = new ArrayList<>();
        for (Lease lease : held) {
            boolean isLost = lease.outcome() == Outcome.ABANDONED || lease.isOutlived();
            boolean isLater = lease == wait || (wait != null && lease.acquiredNanos() - wait.startNanos() > 0);
            if (thread != null && !isLater && !isLost && isOf(thread, lease)) {
                its.add(lease);
            }
        }
        return its;
    }

    private static boolean isOf(ThreadRef thread, Lease lease) {
        return lease.thread() != null && lease.thread().id() == thread.id();
    }
}
