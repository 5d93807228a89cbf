package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Misused;
import org.jspecify.annotations.Nullable;

/**
 * Two threads execute statements on one connection at the same time: drivers let the second wait for the first, and a
 * commit of one is a commit of both. Silent where a connection is handed over, and where only a commit, a validation or
 * a close of another thread falls in between.
 */
final class SharedConnectionRule implements Rule {
    static final String KIND = "shared_connection";

    private final Cases cases;
    private final MisuseCases misuses;

    SharedConnectionRule(RuleContext context) {
        cases = context.cases();
        misuses = new MisuseCases(KIND, context);
    }

    @Override
    public void misused(Misused event, @Nullable Lease lease) {
        if (event.how() == Misused.How.SHARED) {
            misuses.add(event, lease, event.acquireSite() == null ? event.site() : event.acquireSite());
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

    private static Wording wording(MisuseCases.Seen seen) {
        Misused event = seen.last;
        Misused before = seen.ofOtherThread;
        String sentence = MisuseCases.connection(seen.its)
                + (event.acquireSite() == null ? " is used" : " that is acquired here is used")
                + " by two threads at once.";
        String evidence = "Seen at least " + Words.count(seen.its.count, "time", "times") + "; last "
                + MisuseCases.thread(event.thread()) + " executed" + MisuseCases.at(event.site()) + " while "
                + MisuseCases.thread(event.other()) + " was executing"
                + (before != null && before.thread().equals(event.other()) ? MisuseCases.at(before.site()) : "") + ".";
        String advice =
                "Give each thread a connection of its own: what waits for the other here can run beside it then,"
                        + " and neither commits what the other has half done.";
        return Wording.of(sentence, evidence, advice).asWarning().about(seen.leases);
    }
}
