package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolHabits;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Misused;
import org.jspecify.annotations.Nullable;

/**
 * A connection, or a statement made on it, is used after the connection was given back. Most pools answer with an
 * exception; where a statement still executes, it does so on a connection that somebody else may have.
 */
final class UseAfterCloseRule implements Rule {
    static final String KIND = "use_after_close";

    private final Cases cases;
    private final MisuseCases misuses;
    private final Frameworks frameworks;

    UseAfterCloseRule(RuleContext context) {
        cases = context.cases();
        frameworks = context.frameworks();
        misuses = new MisuseCases(KIND, context);
    }

    @Override
    public void misused(Misused event, @Nullable Lease lease) {
        if (event.how() == Misused.How.USED_AFTER_CLOSE) {
            misuses.add(event, lease, event.site());
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (MisuseCases.Seen each : misuses.all()) {
            if (cases.isDue(each.its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(each.its, wording(each), nowNanos);
            }
        }
    }

    private Wording wording(MisuseCases.Seen seen) {
        Misused event = seen.last;
        String sentence = MisuseCases.connection(seen.its) + " is used here after it was closed"
                + (seen.wasLentAgain ? ", when somebody else has borrowed it." : ".");
        String evidence = Words.count(seen.its.count, "lease", "leases") + "; last "
                + MisuseCases.thread(event.thread()) + " used what " + MisuseCases.thread(event.other())
                + " had closed." + MisuseCases.acquired(event);
        String advice = advice(seen.its.pool, event);
        Wording wording = Wording.of(sentence, evidence, advice).about(seen.leases);
        return seen.wasLentAgain ? wording : wording.asWarning();
    }

    private String advice(@Nullable Pool pool, Misused event) {
        if (pool != null && event.other() != null && PoolHabits.isTakenBackBy(pool, event.other())) {
            PoolProperties properties = PoolProperties.of(pool.library());
            return "Set " + properties.name(PoolSetting.LEAK, frameworks)
                    + " above the longest use there is: the pool took it back from who still had it.";
        }
        return "Acquire a connection for each unit of work and close it, and the statements made on it, when that is done;"
                + " keep neither in a field.";
    }
}
