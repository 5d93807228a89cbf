package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.PoolLibrary;
import org.jspecify.annotations.Nullable;

/**
 * A connection is closed that was closed before, by another thread or when somebody else has it. Every pool ignores that
 * for a handle of its own, but the line has lost sight of who owns the connection. Only suspected where the same thread
 * closes twice in a row, as try-with-resources does after a close by hand; MariaDB's pool, which lends the driver's own
 * object, does harm even then.
 */
final class DoubleCloseRule implements Rule {
    static final String KIND = "double_close";

    private final Cases cases;
    private final MisuseCases misuses;

    DoubleCloseRule(RuleContext context) {
        cases = context.cases();
        misuses = new MisuseCases(KIND, context);
    }

    @Override
    public void misused(Misused event, @Nullable Lease lease) {
        if (event.how() != Misused.How.CLOSED_TWICE) {
            return;
        }
        MisuseCases.Seen seen = misuses.add(event, lease, event.site());
        if (seen != null) {
            seen.isGrave |= !event.thread().equals(event.other());
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (MisuseCases.Seen each : misuses.all()) {
            State state = each.isGrave ? State.CONFIRMED : State.SUSPECTED;
            if (cases.isDue(each.its, state, nowNanos, last)) {
                if (each.isGrave) {
                    cases.confirm(each.its, grave(each), nowNanos);
                } else {
                    cases.suspect(each.its, harmless(each), nowNanos);
                }
            }
        }
    }

    private static Wording grave(MisuseCases.Seen seen) {
        Misused event = seen.last;
        String sentence = MisuseCases.connection(seen.its) + " is closed here that had been closed before"
                + (seen.wasLentAgain ? ", when somebody else has borrowed it." : ", by another thread.");
        String evidence = Words.count(seen.its.count, "time", "times") + "; last "
                + MisuseCases.thread(event.thread()) + " closed what "
                + MisuseCases.thread(event.other()) + " had given back." + MisuseCases.acquired(event);
        String advice =
                "Let only the code that acquires a connection close it, in a try-with-resources, and keep none in"
                        + " a field after that.";
        return Wording.of(sentence, evidence, advice).asWarning().about(seen.leases);
    }

    private static Wording harmless(MisuseCases.Seen seen) {
        Pool pool = seen.its.pool;
        boolean isTaken = pool != null && pool.library().equals(PoolLibrary.MARIADB);
        return Wording.of(
                        MisuseCases.connection(seen.its) + " is closed twice by the same thread, which "
                                + (isTaken ? "takes it from whoever borrowed it in between." : "is harmless."),
                        "Seen at least " + Words.count(seen.its.count, "time", "times") + "."
                                + MisuseCases.acquired(seen.last),
                        "One close is enough: try-with-resources does it.")
                .asWarning()
                .about(seen.leases);
    }
}
