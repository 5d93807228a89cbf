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
 * A pool may let a connection idle for longer than its server was seen to, or is known to, before the application met a
 * dead one, or has done so as what died there shows. Where the limit was only seen and the pool tests what it lends, it stays a suspicion: its test answers for it.
 */
final class IdleTimeoutMismatchRule implements Rule {
    static final String KIND = "idle_timeout_mismatch";

    private final Ledger ledger;
    private final Cases cases;
    private final MismatchWording wording;
    private final Map<Pool, Case> told = new HashMap<>();
    private final Map<Pool, Overrun> overruns = new HashMap<>();

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
        long kept = kept(pool, set);
        if (set > 0 && death.idleNanos() > kept) {
            overruns.put(pool, new Overrun(set, death.idleNanos()));
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Pool pool : ledger.pools()) {
            PoolFacts facts = pool.facts();
            Peer peer = pool.peer();
            if (facts != null && peer != null && !pool.life().isOver()) {
                judge(pool, facts, peer, nowNanos);
            }
        }
    }

    private void judge(Pool pool, PoolFacts facts, Peer peer, long nowNanos) {
        long keeps = kept(pool, IdleKeeping.nanos(facts));
        IdleHistory history = ledger.idling().of(peer);
        IdleEvidence evidence = history == null ? null : history.evidence();
        IdleBracket seen = evidence == null ? null : evidence.bracket();
        KnownLimit known = KnownLimit.ofHost(peer.address());
        if (seen != null && keeps >= seen.upperNanos()) {
            State state = IdleKeeping.testsOnBorrow(facts) ? State.SUSPECTED : State.CONFIRMED;
            tell(pool, state, wording.seen(pool, peer, keeps, evidence), nowNanos);
        } else if (seen == null && known != null && keeps > known.nanos()) {
            tell(pool, State.CONFIRMED, wording.known(pool, peer, keeps, known), nowNanos);
        } else if (told.containsKey(pool)) {
            resolve(told.remove(pool), pool, keeps, nowNanos);
        }
    }

    private long kept(Pool pool, long setNanos) {
        Overrun overrun = overruns.get(pool);
        return overrun == null || overrun.setNanos != setNanos ? setNanos : overrun.keptNanos;
    }

    private void tell(Pool pool, State state, Wording words, long nowNanos) {
        Case its = told.get(pool);
        if (its == null && !cases.isConfirmed(StaleConnectionRule.KIND, pool)) {
            its = cases.of(KIND, pool, ledger.sites().of(null).line());
            if (its == null) {
                return;
            }
            its.more(nowNanos);
            told.put(pool, its);
        }
        if (its == null || its.state == state || its.is(State.CONFIRMED)) {
            return;
        }
        if (state == State.CONFIRMED) {
            cases.confirm(its, words, nowNanos);
        } else {
            cases.suspect(its, words, nowNanos);
        }
    }

    private void resolve(@Nullable Case its, Pool pool, long keeps, long nowNanos) {
        if (its != null) {
            cases.resolve(its, wording.resolved(pool, keeps), nowNanos);
        }
    }
}
