package io.connwake.pipeline.rules;

import io.connwake.pipeline.idle.IdleBracket;
import io.connwake.pipeline.idle.IdleEvidence;
import io.connwake.pipeline.idle.IdleHistory;
import io.connwake.pipeline.idle.KnownLimit;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Before the application met a dead connection: a pool lets one idle for longer than its server was seen to, or is known
 * to. Where the limit was only seen and the pool tests what it lends, it stays a suspicion: its test answers for it.
 */
final class IdleTimeoutMismatchRule implements Rule {
    static final String KIND = "idle_timeout_mismatch";

    /** Timers of pools are late by no more than this, or this part of their setting; else the machine was not there. */
    private static final long LATE_NANOS = 1_000_000_000L;

    private static final int LATE = 10;

    private final Ledger ledger;
    private final Cases cases;
    private final MismatchWording wording;
    private final Map<Pool, Told> told = new HashMap<>();
    private final Map<Pool, Overrun> overruns = new HashMap<>();

    /** What was said, and what the pool was set to then. */
    private record Told(Case its, long setNanos) {}

    /** What its timer was set to, and how late it came: the death that it finds is a little older than its setting. */
    private record Overrun(long setNanos, long keptNanos) {}

    IdleTimeoutMismatchRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        wording = new MismatchWording(context);
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        told.keySet().retainAll(pools);
        overruns.keySet().retainAll(pools);
    }

    @Override
    public void died(Connection connection, Death death) {
        Pool pool = connection.pool();
        PoolFacts facts = pool == null ? null : pool.facts();
        if (pool == null || facts == null || !death.isStale() || death.pausedNanos() > 0) {
            return;
        }
        long set = IdleKeeping.nanos(facts);
        boolean isLate = set > 0 && death.idleNanos() > kept(pool, set);
        if (isLate && death.idleNanos() - set <= Math.max(LATE_NANOS, set / LATE)) {
            overruns.put(pool, new Overrun(set, death.idleNanos()));
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Pool pool : ledger.pools()) {
            PoolFacts facts = pool.facts();
            if (facts != null && !pool.life().isOver()) {
                judge(pool, facts, nowNanos);
            }
        }
    }

    private void judge(Pool pool, PoolFacts facts, long nowNanos) {
        long set = IdleKeeping.nanos(facts);
        long keeps = kept(pool, set);
        boolean isTooLong = false;
        for (Peer each : pool.servers()) {
            isTooLong = isTooLong || isTooLong(pool, facts, each, set, keeps, nowNanos);
        }
        if (!isTooLong && told.containsKey(pool)) {
            Told before = told.remove(pool);
            boolean wasReset = before.setNanos != set;
            cases.resolve(before.its, wording.resolved(pool, keeps, wasReset), nowNanos);
        }
    }

    private boolean isTooLong(Pool pool, PoolFacts facts, Peer peer, long set, long keeps, long nowNanos) {
        IdleHistory history = ledger.idling().of(peer);
        IdleEvidence evidence = history == null ? null : history.evidence();
        IdleBracket seen = evidence == null ? null : evidence.bracket();
        KnownLimit known = KnownLimit.ofHost(peer.address());
        if (seen != null && keeps >= seen.upperNanos()) {
            State state = IdleKeeping.testsOnBorrow(facts) ? State.SUSPECTED : State.CONFIRMED;
            tell(pool, set, state, wording.seen(pool, peer, keeps, evidence), nowNanos);
        } else if (seen == null && known != null && keeps > known.nanos()) {
            tell(pool, set, State.CONFIRMED, wording.known(pool, peer, keeps, known), nowNanos);
        } else {
            return false;
        }
        return true;
    }

    private long kept(Pool pool, long setNanos) {
        Overrun overrun = overruns.get(pool);
        return overrun == null || overrun.setNanos != setNanos ? setNanos : overrun.keptNanos;
    }

    private void tell(Pool pool, long setNanos, State state, Wording words, long nowNanos) {
        Case its = caseOf(pool, setNanos, nowNanos);
        if (its == null || its.state == state || its.is(State.CONFIRMED)) {
            return;
        }
        if (state == State.CONFIRMED) {
            cases.confirm(its, words, nowNanos);
        } else {
            cases.suspect(its, words, nowNanos);
        }
    }

    private @Nullable Case caseOf(Pool pool, long setNanos, long nowNanos) {
        Told before = told.get(pool);
        if (before != null) {
            return before.its;
        }
        Case its = cases.isConfirmed(StaleConnectionRule.KIND, pool)
                ? null
                : cases.of(KIND, pool, ledger.sites().of(null).line());
        if (its != null) {
            its.more(nowNanos);
            told.put(pool, new Told(its, setNanos));
        }
        return its;
    }
}
