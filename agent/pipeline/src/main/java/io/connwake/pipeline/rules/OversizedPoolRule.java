package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.metrics.Timing;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolLibrary;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pool that keeps at least three times, and five more than, what was ever needed at once, over an hour, or
 * the whole life of a process of more than a minute, and two hundred leases. Silent for a young or hardly used pool,
 * where the two are close, and where the pool itself closes what is idle. How many processes there are and what the
 * server allows is not known here: the advice leaves blanks.
 */
final class OversizedPoolRule implements Rule {
    static final String KIND = "oversized_pool";
    private static final long LONG_ENOUGH_NANOS = 60_000_000_000L;
    /** A night or a start proves nothing about the day; where the process ends, there is no more to be seen. */
    private static final long LONG_NANOS = 60 * LONG_ENOUGH_NANOS;

    private static final int LEASES_ENOUGH = 200;
    private static final int TIMES = 3;
    private static final int MORE = 5;

    private final Ledger ledger;
    private final Cases cases;
    private final Frameworks frameworks;
    private final Map<Pool, Case> told = new LinkedHashMap<>();
    private final Map<Pool, Look> looks = new LinkedHashMap<>();

    /** How one that is too large was when it was last looked at and not closed yet. */
    private record Look(PoolSnapshot snapshot, int kept, long nanos) {}

    OversizedPoolRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        frameworks = context.frameworks();
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        told.keySet().retainAll(pools);
        looks.keySet().retainAll(pools);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Pool pool : ledger.pools()) {
            look(pool, nowNanos);
            Case known = told.get(pool);
            boolean isSeen = known != null && known.is(State.CONFIRMED);
            boolean isEnough = isSeen || last || nowNanos - pool.life().builtNanos() >= LONG_NANOS;
            boolean isToldOfFreezes = cases.isConfirmed(OpenAcrossFreezeRule.KIND, pool);
            Look look = looks.get(pool);
            if (look != null && isEnough && !isToldOfFreezes) {
                Case its = known == null ? cases.of(KIND, pool, SiteCounts.UNKNOWN) : known;
                if (its != null && !isSeen) {
                    told.put(pool, its);
                    its.more(pool.life().builtNanos());
                    cases.confirm(its, confirmed(pool, look), nowNanos);
                }
            } else if (known != null && isSeen && !pool.life().isOver()) {
                String sentence = "Pool " + pool.name() + " is no longer larger than it must be.";
                String evidence = "Needed at once were up to " + Words.count(needed(pool)) + " connections.";
                cases.resolve(known, Wording.of(sentence, evidence, "").with(pool.snapshot()), nowNanos);
            }
        }
    }

    /** A process that ends closes its pools before: for a while it counts how they were until then. */
    private void look(Pool pool, long nowNanos) {
        if (pool.life().isOver()) {
            if (nowNanos - pool.life().closedNanos() >= LONG_ENOUGH_NANOS) {
                looks.remove(pool);
            }
        } else if (isOversized(pool, nowNanos)) {
            looks.put(pool, new Look(pool.snapshot(), kept(pool), nowNanos));
        } else {
            looks.remove(pool);
        }
    }

    private static boolean isOversized(Pool pool, long nowNanos) {
        boolean old = pool.lending().hasBegun()
                && nowNanos - pool.life().builtNanos() >= LONG_ENOUGH_NANOS
                && pool.meters().count(Timing.USE) >= LEASES_ENOUGH;
        int kept = kept(pool);
        int needed = needed(pool);
        return old && kept >= TIMES * needed && kept >= needed + MORE;
    }

    static int needed(Pool pool) {
        return Math.max(1, pool.meters().demand().peak());
    }

    /** What it keeps open though nobody wants it. */
    static int kept(Pool pool) {
        PoolFacts facts = pool.facts();
        int open = pool.snapshot().open();
        if (facts == null) {
            return open;
        }
        long idleNanos = facts.upkeep().idleTimeoutNanos();
        boolean closesIdle = idleNanos > 0 && idleNanos != PoolFacts.ENDLESS;
        if (closesIdle && facts.minimumIdle() >= 0 && facts.minimumIdle() < facts.limit()) {
            return Math.min(open, facts.minimumIdle());
        }
        // what its own threads open is known to be its own only once it was lent
        return facts.library().equals(PoolLibrary.HIKARI_CP) ? Math.max(open, facts.minimumIdle()) : open;
    }

    private Wording confirmed(Pool pool, Look look) {
        int kept = look.kept();
        int needed = needed(pool);
        String sentence = "Pool " + pool.name() + " keeps " + Words.count(kept) + " connections open, but needed "
                + Words.count(needed) + " at once at most.";
        String evidence = Words.count(pool.meters().count(Timing.USE), "lease", "leases") + " in "
                + Words.duration(look.nanos() - pool.life().builtNanos()) + ", " + precise(pool) + " on average; "
                + Words.count(kept - needed) + " connections were never in use" + settings(pool)
                + ". At the server that is "
                + Words.count(kept) + " × the number of such processes, where "
                + Words.count(needed) + " × as many would do.";
        return Wording.of(sentence, evidence, advice(pool, needed))
                .with(look.snapshot())
                .asWarning();
    }

    private static String settings(Pool pool) {
        PoolFacts facts = pool.facts();
        PoolProperties properties = PoolProperties.of(pool.library());
        if (facts == null || facts.minimumIdle() < 0 || facts.limit() < 0) {
            return "";
        }
        return " (" + properties.plain(PoolSetting.MINIMUM_IDLE) + "=" + facts.minimumIdle() + ", "
                + properties.plain(PoolSetting.LIMIT) + "=" + facts.limit() + ")";
    }

    private static String precise(Pool pool) {
        return Words.duration(pool.meters().meanNanos(Timing.USE));
    }

    private String advice(Pool pool, int needed) {
        PoolProperties properties = PoolProperties.of(pool.library());
        int roomy = needed + Math.max(1, needed / 2);
        StringBuilder advice = new StringBuilder("If this was the usual load, set ")
                .append(properties.setCount(PoolSetting.LIMIT, roomy, frameworks));
        long connectNanos = pool.meters().meanNanos(Timing.CREATE);
        if (properties.has(PoolSetting.MINIMUM_IDLE)) {
            advice.append("; or keep the limit and set ")
                    .append(properties.setCount(PoolSetting.MINIMUM_IDLE, needed, frameworks));
            if (properties.has(PoolSetting.IDLE_TIMEOUT)) {
                advice.append(" with ").append(properties.name(PoolSetting.IDLE_TIMEOUT, frameworks));
            }
            if (connectNanos > 0) {
                advice.append(", at the price of ")
                        .append(Words.duration(connectNanos))
                        .append(" for each connect when there is more to do");
            }
        }
        return advice.append(". The server must allow the limit × __ processes.")
                .toString();
    }
}
