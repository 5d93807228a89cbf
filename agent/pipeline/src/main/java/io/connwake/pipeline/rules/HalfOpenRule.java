package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.idle.IdleHistory;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.metrics.Timing;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.StatementFailed.Call;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nothing came back on a connection that had long been idle. A slow statement looks the same, so it is only suspected
 * until one is unlikely: the call takes no time at a server, or what its line borrows comes back much sooner, and no other
 * lived through such a pause. A warning where only the pool's tests met it. Where one timed out on a connection in use,
 * statements are slow there, and it is silent.
 */
final class HalfOpenRule implements Rule {
    static final String KIND = "half_open";
    private static final long IDLE_NANOS = 1_000_000_000L;
    /** What two connections were left within, and asked within again, may differ by that. */
    private static final long SAME_PAUSE_NANOS = 2_000_000_000L;

    private static final int SAME_PAUSE_PART = 50;

    private final Ledger ledger;
    private final Cases cases;
    private final Frameworks frameworks;
    private final Map<Case, Silence> byCase = new HashMap<>();
    private final Set<Pool> slow = new HashSet<>();
    private final Map<SiteCounts, Soon> soon = new HashMap<>();

    /** The first that went silent on a line after a short time. */
    private static final class Soon {
        final Connection connection;
        final Death death;
        /** Of the pool by then. */
        final long uses;

        final long longestNanos;
        boolean isTold;

        Soon(Connection connection, Death death, long uses, long longestNanos) {
            this.connection = connection;
            this.death = death;
            this.uses = uses;
            this.longestNanos = longestNanos;
        }
    }

    HalfOpenRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        frameworks = context.frameworks();
    }

    @Override
    public void died(Connection connection, Death death) {
        Pool pool = connection.pool();
        if (death.verdict() == Verdict.HALF_OPEN || death.isSilentAtTest()) {
            wentSilent(connection, death);
        } else if (pool != null
                && isInVain(death)
                && !slow.contains(pool)
                && !mayBeSilentSoon(connection, pool, death)) {
            if (death.kind() == FailureKind.READ_TIMEOUT && !death.isValidatedAway()) {
                slow.add(pool);
                refute(pool, countsOf(death));
            }
        }
    }

    private void refute(Pool pool, SiteCounts slowOnes) {
        for (Silence each : byCase.values()) {
            each.isRefuted |= each.its.pool == pool && each.counts == slowOnes && !each.isProven;
        }
    }

    private SiteCounts countsOf(Death death) {
        return ledger.sites().of(death.lease() == null ? null : death.lease().site());
    }

    private static boolean isInVain(Death death) {
        boolean isAnswer = death.kind() != FailureKind.READ_TIMEOUT && death.kind() != FailureKind.NET_TIMEOUT;
        return !isAnswer || (death.kind() == FailureKind.INVALID && death.tookNanos() >= IDLE_NANOS);
    }

    /**
     * One that idled for less than what is usually dropped proves nothing by itself: a lock, or a server that rests for a
     * while, looks the same. It takes two, where its line, which is much quicker, came back in between.
     */
    private boolean mayBeSilentSoon(Connection connection, Pool pool, Death death) {
        if (death.idleNanos() < IDLE_NANOS || wasSurvived(connection, death)) {
            return false;
        }
        SiteCounts counts = countsOf(death);
        long returned = counts.returned() - counts.returnedAfterError();
        Soon before = soon.get(counts);
        if (before == null || before.connection.pool() != pool || isRefuted(before)) {
            long longest = pool.lending().longestUseNanos();
            boolean isQuick = longest > 0 && longest < death.tookNanos() / 2;
            if (isQuick && (returned > 0 || death.isValidatedAway())) {
                soon.put(counts, new Soon(connection, death, pool.meters().count(Timing.USE), longest));
            }
            return isQuick;
        }
        long uses = pool.meters().count(Timing.USE);
        if (before.isTold || uses > before.uses + 1) {
            if (!before.isTold) {
                before.isTold = true;
                wentSilent(before.connection, before.death);
            }
            Silence silence = wentSilent(connection, death);
            if (silence != null) {
                silence.isCertain = true;
                silence.longestNanos = before.longestNanos;
            }
        }
        return true;
    }

    /** Another has lived through as much since. */
    private boolean isRefuted(Soon before) {
        return !before.isTold && wasSurvived(before.connection, before.death);
    }

    private @Nullable Silence wentSilent(Connection connection, Death death) {
        Pool pool = connection.pool();
        SiteCounts counts = countsOf(death);
        Case its = cases.of(KIND, pool, counts.line());
        if (its == null) {
            return null;
        }
        Silence silence = byCase.get(its);
        if (silence == null) {
            silence = new Silence(its, counts, connection, death);
            byCase.put(its, silence);
        }
        its.more(death.atNanos() - death.tookNanos());
        silence.tests += death.isValidatedAway() ? 1 : 0;
        silence.longestNanos = pool == null || its.count > 1
                ? silence.longestNanos
                : pool.lending().longestUseNanos();
        silence.isProven |= takesNoTime(death);
        silence.isCertain |= silence.isProven || (!wasSurvived(connection, death) && silence.isQuickElsewhere(death));
        silence.met(connection, death);
        return silence;
    }

    /** Where others idled as long and lived, perhaps through the same pause, it is the statement that is slow. */
    private boolean wasSurvived(Connection connection, Death death) {
        Peer peer = connection.peer();
        IdleHistory history = peer == null ? null : ledger.idling().of(peer);
        long slack = Math.min(SAME_PAUSE_NANOS, death.idleNanos() / SAME_PAUSE_PART);
        return history != null && history.evidence().longestSurvivalNanos() >= death.idleNanos() - slack;
    }

    private static boolean takesNoTime(Death death) {
        return death.call() == Call.SWITCH || death.kind() == FailureKind.NET_TIMEOUT;
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        slow.retainAll(pools);
        for (Iterator<Soon> each = soon.values().iterator(); each.hasNext(); ) {
            if (!pools.contains(each.next().connection.pool())) {
                each.remove();
            }
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Silence each : byCase.values()) {
            boolean isSlow = slow.contains(each.its.pool);
            if (isSlow && (each.its.is(State.SUSPECTED) || (each.its.is(State.CONFIRMED) && each.isRefuted))) {
                cases.resolve(each.its, each.wording(frameworks), nowNanos);
            }
            if (!isSlow) {
                weigh(each, nowNanos, last);
            }
        }
    }

    /** How its line's next leases go tells as much as how the ones before went. */
    private void weigh(Silence silence, long nowNanos, boolean last) {
        Death death = silence.shortest;
        if (!silence.isCertain) {
            silence.isCertain = !wasSurvived(silence.connection, death) && silence.isQuickElsewhere(death);
        }
        State state = silence.isCertain ? State.CONFIRMED : State.SUSPECTED;
        boolean isNews = silence.its.changed || !silence.its.is(state);
        if (isNews && cases.isDue(silence.its, state, nowNanos, last)) {
            tell(silence, nowNanos);
        }
    }

    private void tell(Silence silence, long nowNanos) {
        if (silence.isCertain) {
            for (Lease lease : silence.leases) {
                lease.belongsTo(KIND);
            }
            cases.confirm(silence.its, silence.wording(frameworks), nowNanos);
        } else {
            cases.suspect(silence.its, silence.wording(frameworks), nowNanos);
        }
    }
}
