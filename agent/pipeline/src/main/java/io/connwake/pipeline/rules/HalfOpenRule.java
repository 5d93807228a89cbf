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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nothing came back on a connection that had long been idle. A slow statement looks the same, so it is only suspected
 * until it can't have been one: the call takes no time at a server, or the pool's leases are much shorter, or it happens
 * again. A warning where only the pool's tests met it. Where one timed out on a connection in use, statements are slow
 * there, and it is silent.
 */
final class HalfOpenRule implements Rule {
    static final String KIND = "half_open";
    private static final int KEPT = 10;
    private static final long IDLE_NANOS = 1_000_000_000L;

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

    /** The connections of one pool that went silent on one line. */
    private static final class Silence {
        final Case its;
        final List<Lease> leases = new ArrayList<>();
        Death shortest;
        boolean isCertain;
        long tests;
        /** The longest lease that had come back before. */
        long longestNanos;

        Silence(Case its, Death first) {
            this.its = its;
            this.shortest = first;
        }
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
            }
        }
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
        SiteCounts counts =
                ledger.sites().of(death.lease() == null ? null : death.lease().site());
        long returned = counts.returned() - counts.returnedAfterError();
        Soon before = soon.get(counts);
        if (before == null || before.connection.pool() != pool) {
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

    private @Nullable Silence wentSilent(Connection connection, Death death) {
        Lease lease = death.lease();
        Pool pool = connection.pool();
        Case its = cases.of(
                KIND,
                pool,
                ledger.sites().of(lease == null ? null : lease.site()).line());
        if (its == null) {
            return null;
        }
        Silence silence = byCase.get(its);
        if (silence == null) {
            silence = new Silence(its, death);
            byCase.put(its, silence);
        }
        its.more(death.atNanos() - death.tookNanos());
        silence.tests += death.isValidatedAway() ? 1 : 0;
        silence.longestNanos = pool == null || its.count > 1
                ? silence.longestNanos
                : pool.lending().longestUseNanos();
        boolean isUnheardOf = !wasSurvived(connection, death);
        silence.isCertain |= takesNoTime(death) || (isUnheardOf && (its.count > 1 || isShorter(silence, death)));
        if (death.idleNanos() < silence.shortest.idleNanos()) {
            silence.shortest = death;
        }
        if (lease != null && silence.leases.size() < KEPT) {
            silence.leases.add(lease);
        }
        return silence;
    }

    /** Where others idled as long and lived, it is the statement that is slow. */
    private boolean wasSurvived(Connection connection, Death death) {
        Peer peer = connection.peer();
        IdleHistory history = peer == null ? null : ledger.idling().of(peer);
        return history != null && history.evidence().longestSurvivalNanos() >= death.idleNanos();
    }

    private static boolean takesNoTime(Death death) {
        return death.call() == Call.SWITCH || death.kind() == FailureKind.NET_TIMEOUT;
    }

    /** Of the leases that came back none was nearly as long as this call. */
    private static boolean isShorter(Silence silence, Death death) {
        return silence.longestNanos > 0 && silence.longestNanos < death.tookNanos() / 2;
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
            if (isSlow && each.its.is(State.SUSPECTED)) {
                cases.resolve(each.its, wording(each), nowNanos);
            }
            State state = each.isCertain ? State.CONFIRMED : State.SUSPECTED;
            if (!isSlow && each.its.changed && cases.isDue(each.its, state, nowNanos, last)) {
                tell(each, nowNanos);
            }
        }
    }

    private void tell(Silence silence, long nowNanos) {
        if (silence.isCertain) {
            for (Lease lease : silence.leases) {
                lease.belongsTo(KIND);
            }
            cases.confirm(silence.its, wording(silence), nowNanos);
        } else {
            cases.suspect(silence.its, wording(silence), nowNanos);
        }
    }

    private Wording wording(Silence silence) {
        Death death = silence.shortest;
        String sentence = "A connection that had been idle for " + Words.duration(death.idleNanos())
                + " did not answer: something between drops idle connections without a word ("
                + Words.count(silence.its.count, "time", "times") + " so far).";
        String who = death.isValidatedAway() ? "The pool's test" : "The call";
        String evidence = who + " waited " + Words.duration(death.tookNanos()) + " in vain ("
                + death.kind().label() + ")" + longest(silence.longestNanos) + ".";
        Wording wording = Wording.of(sentence, evidence, advice(silence)).about(silence.leases);
        return silence.tests == silence.its.count ? wording.asWarning() : wording;
    }

    private static String longest(long nanos) {
        return nanos <= 0 ? "" : "; the longest lease before took " + Words.duration(nanos);
    }

    private String advice(Silence silence) {
        Pool pool = silence.its.pool;
        Death death = silence.shortest;
        PoolProperties properties = PoolProperties.of(pool == null ? "" : pool.library());
        PoolSetting setting = properties.has(PoolSetting.KEEPALIVE) ? PoolSetting.KEEPALIVE : PoolSetting.IDLE_TIMEOUT;
        String timeout = death.kind() == FailureKind.NET_TIMEOUT
                ? " Set the driver's socketTimeout, so that a caller does not hang until the system gives up."
                : "";
        return "Keep idle times below " + Words.duration(death.idleNanos()) + ": "
                + properties.set(setting, IdleRemedies.rounded(death.idleNanos() / 2), frameworks)
                + ", or the system's TCP keepalive with the driver's tcpKeepAlive=true." + timeout;
    }
}
