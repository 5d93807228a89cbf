package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.idle.IdleEvidence;
import io.connwake.pipeline.idle.IdleHistory;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application met a connection that its server, or something between, had given up while it was idle. Silent where a
 * test found it first, where it broke at work or was closed here; what a restart ended is a suspicion that is withdrawn.
 */
final class StaleConnectionRule implements Rule {
    static final String KIND = "stale_connection";
    private static final long QUIET_NANOS = 60_000_000_000L;
    private static final int MOST = 256;

    private final Ledger ledger;
    private final Cases cases;
    private final StaleWording wording;
    private final Map<String, StaleCase> stales = new LinkedHashMap<>();
    private final List<Connection> dead = new ArrayList<>();

    StaleConnectionRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        wording = new StaleWording(context);
    }

    /** Judged later, when it is known who had it. */
    @Override
    public void died(Connection connection, Death death) {
        dead.add(connection);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Connection connection : dead) {
            Death death = connection.death();
            Peer peer = connection.peer();
            if (death != null && peer != null) {
                count(connection, peer, death);
            }
        }
        dead.clear();
        for (StaleCase stale : stales.values()) {
            tell(stale, nowNanos, last);
        }
    }

    private void count(Connection connection, Peer peer, Death death) {
        boolean ended = death.verdict() == Verdict.KILLED_WHILE_IDLE
                || (death.isValidatedAway() && death.kind() == FailureKind.ADMIN_SHUTDOWN);
        boolean inherited = death.inherited() && !death.isValidatedAway();
        StaleCase stale = ended || death.isStale() ? of(connection, peer, inherited) : null;
        if (stale == null) {
            return;
        }
        if (ended && !inherited) {
            stale.ends(death);
        } else if (death.isValidatedAway()) {
            stale.absorbs(death);
        } else {
            stale.meets(connection, death, death.lease());
        }
        if (stale.its == null && !death.isValidatedAway()) {
            stale.its = cases.of(KIND, stale.pool, site(death.lease()), stale.part());
        }
        if (stale.its != null && !death.isValidatedAway()) {
            stale.its.more(death.atNanos());
        }
    }

    private void tell(StaleCase stale, long nowNanos, boolean last) {
        Case its = stale.its;
        if (its != null && stale.inherited) {
            if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(its, wording.inherited(stale), nowNanos);
            }
            return;
        }
        IdleHistory history = ledger.idling().of(stale.peer);
        if (its == null || history == null) {
            return;
        }
        IdleEvidence evidence = history.evidence();
        boolean restarted = stale.met == 0 || isRestart(stale, evidence);
        if (!restarted) {
            if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(its, wording.confirmed(stale, evidence), nowNanos);
            }
        } else if (its.is(State.CONFIRMED)) {
            cases.resolve(its, wording.restarted(stale), nowNanos);
        } else if (!its.is(State.RESOLVED)) {
            tellRestart(stale, its, nowNanos, last);
        }
    }

    /** Said once, and withdrawn when no more of it is seen. */
    private void tellRestart(StaleCase stale, Case its, long nowNanos, boolean last) {
        boolean isOver = nowNanos - stale.lastNanos >= QUIET_NANOS;
        if (isOver && its.is(State.SUSPECTED)) {
            cases.resolve(its, wording.restarted(stale), nowNanos);
        } else if (!isOver && cases.isDue(its, State.SUSPECTED, nowNanos, last)) {
            cases.suspect(its, wording.restarted(stale), nowNanos);
        }
    }

    /** Nothing that died is left once a kill has explained its share; or all died at once, at ages far apart. */
    private static boolean isRestart(StaleCase stale, IdleEvidence evidence) {
        if (stale.told != null || evidence.bracket() != null) {
            return false;
        }
        boolean together = evidence.deaths() == 1 && evidence.explained() > 0;
        return evidence.deaths() == 0 || (together && stale.longestNanos >= 2 * stale.shortestNanos);
    }

    private String site(@Nullable Lease lease) {
        return ledger.sites().of(lease == null ? null : lease.site()).line();
    }

    /** Of a pool whose connections lead to several servers one for each; those from before a snapshot are another matter. */
    private @Nullable StaleCase of(Connection connection, Peer peer, boolean inherited) {
        Pool pool = connection.pool();
        String key = (pool == null ? 0 : pool.id()) + (inherited ? " inherited " : " ") + peer.words();
        StaleCase known = stales.get(key);
        if (known == null && stales.size() < MOST) {
            known = new StaleCase(pool, peer, inherited);
            stales.put(key, known);
        }
        return known;
    }
}
