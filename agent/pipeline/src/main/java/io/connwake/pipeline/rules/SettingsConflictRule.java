package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of a pool of which one keeps another from having effect, or which the pool replaced when it started; the rows
 * are {@link SettingsConflict}'s and {@link CorrectedSetting}'s. Silent where the one that has no effect is the library's
 * own default, and of what was replaced before the agent came to a JVM that ran already.
 */
final class SettingsConflictRule implements Rule {
    static final String KIND = "settings_conflict";

    private final Ledger ledger;
    private final Cases cases;
    private final Frameworks frameworks;
    private final Map<Pool, PoolFacts> judged = new HashMap<>();
    private final Map<Pool, Case> told = new HashMap<>();

    SettingsConflictRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        frameworks = context.frameworks();
    }

    /** Before a pool lends, not all of its settings may stand where they will. */
    @Override
    public void keepOnly(Collection<Pool> pools) {
        judged.keySet().retainAll(pools);
        told.keySet().retainAll(pools);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Pool pool : ledger.pools()) {
            PoolFacts facts = pool.facts();
            boolean hasLent = pool.lending().hasBegun();
            PoolFacts before = judged.get(pool);
            boolean isKnown = before != null && pool.life().isOver(); // a closed one's fields say nothing
            if (facts != null && hasLent && !isKnown && before != facts) {
                judged.put(pool, facts);
                judge(pool, facts, nowNanos);
            }
        }
    }

    private void judge(Pool pool, PoolFacts facts, long nowNanos) {
        PoolFacts wanted = wanted(facts);
        List<Conflict> conflicts = new ArrayList<>();
        addThose(SettingsConflict.ALL, wanted, conflicts);
        addThose(CorrectedSetting.ALL, wanted, conflicts);
        Case known = told.get(pool);
        if (!conflicts.isEmpty()) {
            Case its = known == null ? cases.of(KIND, pool, SiteCounts.UNKNOWN) : known;
            if (its != null) {
                told.put(pool, its);
                its.more(nowNanos);
                cases.confirm(its, confirmed(pool, wanted, conflicts), nowNanos);
            }
        } else if (known != null && known.is(State.CONFIRMED)) {
            Wording over = Wording.of("The settings of pool " + pool.name() + " agree now.", "They were changed.", "");
            cases.resolve(known, over, nowNanos);
        }
    }

    private static void addThose(Conflict[] rows, PoolFacts facts, List<Conflict> found) {
        for (Conflict each : rows) {
            if (each.isThere(facts)) {
                found.add(each);
            }
        }
    }

    /** The settings as they were asked for, as far as that is known, else those in force. */
    private static PoolFacts wanted(PoolFacts facts) {
        PoolFacts asked = facts.asked();
        if (asked == null) {
            return facts;
        }
        PoolUpkeep upkeep = facts.upkeep();
        PoolUpkeep first = asked.upkeep();
        return new PoolFacts(
                facts.poolId(),
                facts.library(),
                facts.name(),
                (int) known(asked.limit(), facts.limit()),
                (int) known(asked.minimumIdle(), facts.minimumIdle()),
                (int) known(asked.maximumIdle(), facts.maximumIdle()),
                known(asked.acquireTimeoutNanos(), facts.acquireTimeoutNanos()),
                new PoolUpkeep(
                        known(first.maximumLifetimeNanos(), upkeep.maximumLifetimeNanos()),
                        known(first.idleTimeoutNanos(), upkeep.idleTimeoutNanos()),
                        known(first.keepaliveNanos(), upkeep.keepaliveNanos()),
                        known(first.validationTimeoutNanos(), upkeep.validationTimeoutNanos()),
                        known(first.leakThresholdNanos(), upkeep.leakThresholdNanos()),
                        upkeep.testsOnBorrow(),
                        upkeep.inert()),
                asked);
    }

    private static long known(long asked, long inForce) {
        return asked == PoolFacts.UNKNOWN ? inForce : asked;
    }

    private Wording confirmed(Pool pool, PoolFacts facts, List<Conflict> conflicts) {
        PoolProperties properties = PoolProperties.of(facts.library());
        StringBuilder sentence =
                new StringBuilder("Settings of pool ").append(pool.name()).append(" are not in force as they stand: ");
        StringBuilder evidence = new StringBuilder();
        StringBuilder advice = new StringBuilder();
        String separator = "";
        for (Conflict each : conflicts) {
            sentence.append(separator.isEmpty() ? "" : "; ").append(each.without(properties, facts));
            evidence.append(separator).append(each.because(properties, facts));
            advice.append(separator).append(each.advice(properties, facts, frameworks));
            separator = " ";
        }
        return Wording.of(sentence.append('.').toString(), evidence.toString(), advice.toString())
                .with(pool.snapshot())
                .asWarning();
    }
}
