package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.EnvironmentResumed;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function keeps more through its freezes than it needs: a pool has more connections open than were ever in use at
 * once, or leases of finished invocations are out. Silent as long as the pool keeps no more than its peak use, before
 * three invocations have shown what that is, and for pauses too short to matter; for a single lease that does not come
 * back, which may be kept by design; what is left of a closed pool is orphaned.
 */
final class OpenAcrossFreezeRule implements Rule.OfReturned, Rule.OfEnded {
    static final String KIND = "open_across_freeze";
    private static final long FROZEN_NANOS = 1_000_000_000L;
    /** What was in use at once is known so much later. */
    private static final long LAG_NANOS = 2_000_000_000L;

    private static final int ENOUGH_INVOCATIONS = 3;
    private static final int ENOUGH_FREEZES = 2;
    private static final int ENOUGH_LEASES = 2;

    private final Ledger ledger;
    private final Cases cases;
    private final OpenAcrossFreezeWording wording;
    private final Map<Pool, Kept> pools = new LinkedHashMap<>();
    private final Map<Case, Out> leases = new LinkedHashMap<>();
    /** Those that were out in a freeze, and still are. */
    private final Map<Lease, Out> out = new LinkedHashMap<>();

    private int invocations;
    private long frozenNanos;
    private long sinceNanos;
    private boolean hasFrozen;

    /** What a pool kept, through how many freezes. */
    static final class Kept {
        int freezes;
        int open;
        int needed;
        long longestNanos;

        @Nullable
        Case its;
    }

    /** Leases of one line that were out. */
    static final class Out {
        final Pool pool;
        long longestNanos;
        Lease latest;
        int returned;

        Out(Pool pool, Lease latest) {
            this.pool = pool;
            this.latest = latest;
        }
    }

    OpenAcrossFreezeRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        wording = new OpenAcrossFreezeWording(context.frameworks());
    }

    @Override
    public void ended(Invocation invocation) {
        invocations += invocation.call() == null ? 0 : 1;
    }

    @Override
    public void resumed(EnvironmentResumed event, long pausedNanos) {
        if (pausedNanos < FROZEN_NANOS || event.restored()) {
            return;
        }
        long fromNanos = event.atNanos() - pausedNanos;
        for (Pool pool : ledger.pools()) {
            for (Lease lease : pool.leases()) {
                seeOut(lease, pool, fromNanos, pausedNanos);
            }
        }
        if (invocations >= ENOUGH_INVOCATIONS) {
            frozenNanos = hasFrozen ? Math.max(frozenNanos, pausedNanos) : pausedNanos;
            sinceNanos = hasFrozen ? sinceNanos : fromNanos;
            hasFrozen = true;
        }
    }

    private void seeOut(Lease lease, Pool pool, long fromNanos, long frozen) {
        Invocation within = lease.invocation();
        if (within == null || within.call() == null || lease.acquiredNanos() - fromNanos > 0) {
            return;
        }
        Out known = out.get(lease);
        if (known == null) {
            known = outAt(lease, pool);
        }
        if (known != null) {
            known.longestNanos = Math.max(known.longestNanos, frozen);
        }
    }

    private @Nullable Out outAt(Lease lease, Pool pool) {
        Case its = cases.of(KIND, pool, ledger.sites().of(lease.site()).line());
        if (its == null) {
            return null;
        }
        its.more(lease.acquiredNanos());
        Out of = leases.get(its);
        if (of == null) {
            of = new Out(pool, lease);
            leases.put(its, of);
        }
        of.latest = lease;
        out.put(lease, of);
        return of;
    }

    /** Another thread went on with it and brought it back, perhaps before the runtime had its next event. */
    @Override
    public void returned(Lease lease) {
        Pool pool = lease.pool();
        if (pool != null && ledger.pauses().isPaused()) {
            long frozen = ledger.pauses().within(lease.acquiredNanos(), lease.endNanos());
            if (frozen >= FROZEN_NANOS) {
                seeOut(lease, pool, lease.endNanos() - frozen, frozen);
            }
        }
        Out its = out.isEmpty() ? null : out.remove(lease);
        if (its != null) {
            its.returned++;
            its.latest = lease;
            if (lease.finding() == null) {
                lease.belongsTo(KIND);
            }
        }
    }

    @Override
    public void ended(Lease lease) {
        if (!out.isEmpty()) {
            out.remove(lease);
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        if (hasFrozen && nowNanos - sinceNanos >= LAG_NANOS) {
            hasFrozen = false;
            for (Pool pool : ledger.pools()) {
                weigh(pool);
            }
        }
        for (Map.Entry<Pool, Kept> each : pools.entrySet()) {
            tell(each.getKey(), each.getValue(), nowNanos, last);
        }
        for (Map.Entry<Case, Out> each : leases.entrySet()) {
            boolean isHabit = each.getValue().returned > 0 || each.getKey().count >= ENOUGH_LEASES;
            if (isHabit && cases.isDue(each.getKey(), State.CONFIRMED, nowNanos, last)) {
                cases.confirm(each.getKey(), wording.out(each.getKey(), each.getValue()), nowNanos);
            }
        }
    }

    private void weigh(Pool pool) {
        int open = OversizedPoolRule.kept(pool);
        int needed = OversizedPoolRule.needed(pool);
        boolean isUsed = pool.lending().hasBegun() && !pool.life().isOver();
        Kept kept = pools.get(pool);
        if (!isUsed || open <= needed) {
            if (kept != null) {
                kept.open = open;
                kept.needed = needed;
            }
            return;
        }
        if (kept == null) {
            kept = new Kept();
            pools.put(pool, kept);
        }
        kept.freezes++;
        kept.open = open;
        kept.needed = needed;
        kept.longestNanos = Math.max(kept.longestNanos, frozenNanos);
        if (kept.its != null) {
            kept.its.more(sinceNanos);
        }
    }

    private void tell(Pool pool, Kept kept, long nowNanos, boolean last) {
        Case its = kept.its;
        boolean isMore = kept.open > kept.needed;
        if (its == null && isMore && kept.freezes >= ENOUGH_FREEZES) {
            its = cases.of(KIND, pool, ledger.sites().of(pool.life().site()).line());
            kept.its = its;
            if (its != null) {
                its.more(sinceNanos);
            }
        }
        if (its == null) {
            return;
        }
        if (!isMore && its.is(State.CONFIRMED)) {
            cases.resolve(its, wording.needed(pool, kept), nowNanos);
        } else if (isMore && cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
            cases.confirm(its, wording.kept(pool, kept, invocations), nowNanos);
        }
    }
}
