package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A borrower let its transaction rest until the server, or a proxy, ended the connection for it: held idle by the word of
 * the server, once is enough.
 */
final class IdleTransactionRule implements Rule {
    /** PostgreSQL's {@code idle_in_transaction_session_timeout}. */
    private static final String BY_POSTGRES = "25P03";

    private static final int KEPT = 10;

    private final Ledger ledger;
    private final Cases cases;
    private final Map<Case, Ended> byCase = new LinkedHashMap<>();

    IdleTransactionRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
    }

    /** What was ended of the leases of one line. */
    private static final class Ended {
        final Case its;
        final List<Lease> leases = new ArrayList<>();
        long shortestNanos = Long.MAX_VALUE;
        long longestNanos;
        long count;
        boolean isPlaceKnown;

        @Nullable
        Peer peer;

        @Nullable
        ErrorFacts told;

        Ended(Case its) {
            this.its = its;
        }

        void add(Lease lease, Death death) {
            its.more(death.atNanos() - death.tookNanos() - death.idleNanos());
            count++;
            shortestNanos = Math.min(shortestNanos, death.idleNanos());
            longestNanos = Math.max(longestNanos, death.idleNanos());
            told = death.error();
            lease.belongsTo(HeldIdleRule.KIND);
            if (leases.size() < KEPT) {
                leases.add(lease);
            }
        }
    }

    @Override
    public void died(Connection connection, Death death) {
        Lease lease = death.lease();
        if (death.verdict() != Verdict.IDLE_IN_TRANSACTION || lease == null) {
            return;
        }
        SiteCounts counts = ledger.sites().of(lease.site());
        Case its = cases.of(HeldIdleRule.KIND, lease.pool(), counts.line());
        if (its != null) {
            Ended ended = byCase.get(its);
            if (ended == null) {
                ended = new Ended(its);
                byCase.put(its, ended);
            }
            ended.isPlaceKnown = counts.isKnown();
            ended.peer = connection.peer();
            ended.add(lease, death);
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        Cases.keepOnly(pools, byCase.keySet());
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Ended ended : byCase.values()) {
            if (cases.isDue(ended.its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(ended.its, wording(ended), nowNanos);
            }
        }
    }

    /** Whether the server's word stands for it. */
    boolean tells(Case its) {
        return byCase.containsKey(its);
    }

    private static Wording wording(Ended ended) {
        Pool pool = ended.its.pool;
        Peer peer = ended.peer;
        String where = pool != null ? " of pool " + pool.name() : peer == null ? "" : " to " + peer.words();
        String shortest = Words.duration(ended.shortestNanos);
        String longest = Words.duration(ended.longestNanos);
        String idle = shortest.equals(longest) ? longest : shortest + " to " + longest;
        String sentence = "The server ended " + Words.count(ended.count, "connection", "connections") + where
                + " whose transaction had been idle for " + idle + ": the application met the error.";
        ErrorFacts told = ended.told;
        boolean byPostgres = told != null && BY_POSTGRES.equals(told.sqlState());
        String evidence = byPostgres
                ? "It says so itself (SQLState " + BY_POSTGRES + ")"
                : "The proxy before it says so itself (idle transaction timeout)";
        String limit = byPostgres ? "idle_in_transaction_session_timeout" : "idle_transaction_timeout";
        String whose = ended.isPlaceKnown ? "the statements of " + ended.its.site : "its statements";
        String advice = "Move what is done between " + whose + " before the transaction or after it. A larger " + limit
                + " would only keep the connection, and what it has locked, for longer.";
        return Wording.of(sentence, evidence + "; what was not committed is rolled back.", advice)
                .about(ended.leases)
                .with(pool == null ? null : pool.snapshot())
                .at(peer);
    }
}
