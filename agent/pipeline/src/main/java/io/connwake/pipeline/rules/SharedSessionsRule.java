package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.StatementFailed;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * pgjdbc prepares at the server what is executed for the fifth time, by names that it counts up for each connection. A
 * pooler in transaction mode gives each transaction any session, so that connections meet there with the same names. One
 * that is taken proves it: nobody takes it twice on a connection. One that is missing does where a transaction begins:
 * within it the session stays, and it is the application that deallocated it.
 */
final class SharedSessionsRule implements Rule {
    private static final String TAKEN = "42P05";
    private static final String MISSING = "26000";
    private static final int PROVEN = 2;

    private final Ledger ledger;
    private final Cases cases;
    private final Map<Object, Met> met = new HashMap<>();

    SharedSessionsRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
    }

    /** What the connections of a pool met, or those to a server that have none. */
    private static final class Met {
        final Lease first;
        String line = SiteCounts.UNKNOWN;
        String name = "";
        boolean wasTaken;
        long proof;
        long count;

        @Nullable
        Case its;

        Met(Lease first) {
            this.first = first;
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        met.keySet().removeIf(each -> each instanceof Pool && !pools.contains(each));
    }

    @Override
    public void failed(Connection connection, @Nullable Lease lease, StatementFailed event, Verdict verdict) {
        boolean isTaken = TAKEN.equals(event.error().sqlState());
        boolean isMissing = MISSING.equals(event.error().sqlState());
        String name = isTaken || isMissing ? name(event.error()) : "";
        if (lease == null || name.isEmpty()) {
            return;
        }
        Object key = lease.pool() == null ? String.valueOf(lease.peer()) : lease.pool();
        Met its = met.get(key);
        if (its == null) {
            its = new Met(lease);
            met.put(key, its);
        }
        if (isTaken || !its.wasTaken) {
            its.name = name;
        }
        its.wasTaken |= isTaken;
        its.proof += isTaken ? PROVEN : event.inTransaction() ? 0 : 1;
        its.count++;
        if (its.line.equals(SiteCounts.UNKNOWN)) {
            its.line = ledger.sites().of(lease.site()).line();
        }
        if (its.proof >= PROVEN) {
            lease.belongsTo(SettingsConflictRule.KIND);
        }
    }

    /** As it stands behind the message, or that of a cause; see {@code Errors}. */
    private static String name(ErrorFacts error) {
        String text = error.message();
        int at = text == null ? -1 : text.lastIndexOf("(S_");
        if (text != null && at >= 0) {
            return text.substring(at + 1, text.length() - 1);
        }
        String name = "";
        for (ErrorFacts each : error.causes()) {
            name = name.isEmpty() ? name(each) : name;
        }
        return name;
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Met each : met.values()) {
            if (each.its == null && each.proof >= PROVEN) {
                each.its = cases.of(SettingsConflictRule.KIND, each.first.pool(), each.line);
            }
            Case its = each.its;
            while (its != null && its.count < each.count) {
                its.more(each.first.startNanos());
            }
            if (its != null && cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(its, wording(each), nowNanos);
            }
        }
    }

    private static Wording wording(Met of) {
        Pool pool = of.first.pool();
        String sentence = "prepareThreshold contradicts a pooler that gives each transaction another session: "
                + Words.count(of.count, "call", "calls") + (pool == null ? "" : " on pool " + pool.name()) + " failed.";
        String evidence = of.wasTaken
                ? " already exists (SQLState 42P05), though the driver counts such names up for each connection: another"
                        + " one was on the same session of the server."
                : " does not exist (SQLState 26000) where a transaction begins: since the last one it got another session of"
                        + " the server, or one that was reset.";
        String advice = "Set prepareThreshold=0 in the JDBC URL, so that nothing is kept at the server from the fifth"
                + " execution on; or let the pooler know of it: PgBouncer does from 1.21 on with"
                + " max_prepared_statements=200.";
        return Wording.of(sentence, of.name + evidence, advice)
                .about(List.of(of.first))
                .with(pool == null ? null : pool.snapshot())
                .at(of.first.peer());
    }
}
