package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.PoolFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of a pool of which one keeps another from having effect; the rows are {@link SettingsConflict}'s. Silent
 * where the one that has no effect is the library's own default. What HikariCP and Tomcat JDBC correct when they start
 * (a lifetime or keepalive that is too short, a leak threshold that is dropped, a minimum above the maximum) stands
 * corrected in their fields: what was asked for is lost, so nothing is said of it.
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
            boolean hasLent = pool.lastAcquiredNanos() != Long.MIN_VALUE;
            if (facts != null && hasLent && !pool.life().isOver() && judged.get(pool) != facts) {
                judged.put(pool, facts);
                judge(pool, facts, nowNanos);
            }
        }
    }

    private void judge(Pool pool, PoolFacts facts, long nowNanos) {
        List<SettingsConflict> conflicts = new ArrayList<>();
        for (SettingsConflict each : SettingsConflict.ALL) {
            if (each.isThere(facts)) {
                conflicts.add(each);
            }
        }
        Case known = told.get(pool);
        if (!conflicts.isEmpty()) {
            Case its = known == null ? cases.of(KIND, pool, SiteCounts.UNKNOWN) : known;
            if (its != null) {
                told.put(pool, its);
                its.more(nowNanos);
                cases.confirm(its, confirmed(pool, facts, conflicts), nowNanos);
            }
        } else if (known != null && known.is(State.CONFIRMED)) {
            Wording over = Wording.of("The settings of pool " + pool.name() + " agree now.", "They were changed.", "");
            cases.resolve(known, over, nowNanos);
        }
    }

    private Wording confirmed(Pool pool, PoolFacts facts, List<SettingsConflict> conflicts) {
        PoolProperties properties = PoolProperties.of(facts.library());
        StringBuilder sentence =
                new StringBuilder("Settings of pool ").append(pool.name()).append(" contradict each other: ");
        StringBuilder evidence = new StringBuilder();
        StringBuilder advice = new StringBuilder();
        String separator = "";
        for (SettingsConflict each : conflicts) {
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
