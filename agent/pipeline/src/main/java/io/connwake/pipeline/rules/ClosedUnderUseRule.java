package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolHabits;
import io.connwake.pipeline.ledger.PoolLife;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StatementFailed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call failed on a connection that its own pool had closed under its borrower: because the pool was closed meanwhile, or
 * because it takes back what was leased for longer than it is told to wait. Silent where no call failed by it: what was lost
 * is not missed by anybody.
 */
final class ClosedUnderUseRule implements Rule {
    private static final int KEPT = 10;
    private static final int MOST_PENDING = 256;
    private static final int MOST_TRIES = 3;

    private final Ledger ledger;
    private final Cases cases;
    private final Frameworks frameworks;
    private final List<Blow> pending = new ArrayList<>();
    private final Map<Case, Blows> byCase = new LinkedHashMap<>();

    ClosedUnderUseRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        frameworks = context.frameworks();
    }

    /** A call that failed so; how its connection ended may be heard later. */
    private static final class Blow {
        final Lease lease;
        final Pool pool;
        final long atNanos;
        int tries;

        Blow(Lease lease, Pool pool, long atNanos) {
            this.lease = lease;
            this.pool = pool;
            this.atNanos = atNanos;
        }
    }

    /** Those of one line, for one reason. */
    private static final class Blows {
        final List<Lease> leases = new ArrayList<>();
        final boolean byClose;
        final Pool pool;
        long lastNanos;
        long longestNanos;

        Blows(Pool pool, boolean byClose) {
            this.pool = pool;
            this.byClose = byClose;
        }
    }

    @Override
    public void failed(Connection connection, @Nullable Lease lease, StatementFailed event, Verdict verdict) {
        boolean isOfBorrower = event.closedHere() && event.call() != StatementFailed.Call.VALIDATE;
        if (lease == null || !isOfBorrower || isPending(lease)) {
            return;
        }
        Pool pool = lease.pool();
        if (pool != null && !wasDead(connection) && pending.size() < MOST_PENDING) {
            pending.add(new Blow(lease, pool, event.atNanos()));
        }
    }

    /** Its server or the way there had failed before anybody closed it: that it was closed then changed nothing. */
    private static boolean wasDead(Connection connection) {
        Death death = connection.death();
        return death != null && !connection.endedBefore(death.atNanos());
    }

    private boolean isPending(Lease lease) {
        for (Blow each : pending) {
            if (each.lease == lease) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        Iterator<Blow> each = pending.iterator();
        while (each.hasNext()) {
            Blow blow = each.next();
            boolean byClose = wasClosedMeanwhile(blow);
            if (byClose || PoolHabits.tookFromBorrower(blow.lease)) {
                each.remove();
                add(blow, byClose);
            } else if (last || ++blow.tries >= MOST_TRIES) {
                each.remove();
            }
        }
        for (Map.Entry<Case, Blows> known : byCase.entrySet()) {
            if (cases.isDue(known.getKey(), State.CONFIRMED, nowNanos, last)) {
                cases.confirm(known.getKey(), wording(known.getKey(), known.getValue()), nowNanos);
            }
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        Cases.keepOnly(pools, byCase.keySet());
    }

    private static boolean wasClosedMeanwhile(Blow blow) {
        PoolLife life = blow.pool.life();
        Connection connection = blow.lease.connection();
        boolean endedBefore = connection != null && connection.endedBefore(life.closedNanos());
        return life.isClosed()
                && !endedBefore
                && life.closedNanos() - blow.lease.acquiredNanos() > 0
                && blow.atNanos - life.closedNanos() >= 0;
    }

    private void add(Blow blow, boolean byClose) {
        Lease lease = blow.lease;
        String kind = byClose ? ClosedPoolRule.KIND : SettingsConflictRule.KIND;
        if (kind.equals(lease.finding())) {
            return; // told already, by an earlier call of it
        }
        Case its = cases.of(kind, blow.pool, ledger.sites().of(lease.site()).line(), " under use");
        if (its == null) {
            return;
        }
        Blows known = byCase.get(its);
        if (known == null) {
            known = new Blows(blow.pool, byClose);
            byCase.put(its, known);
        }
        its.more(lease.startNanos());
        lease.belongsTo(kind);
        known.lastNanos = blow.atNanos;
        known.longestNanos = Math.max(known.longestNanos, blow.atNanos - lease.acquiredNanos());
        if (known.leases.size() < KEPT) {
            known.leases.add(lease);
        }
    }

    private Wording wording(Case its, Blows of) {
        return (of.byClose ? closed(its, of) : tookBack(its, of))
                .about(of.leases)
                .with(of.pool.snapshot());
    }

    private static Wording closed(Case its, Blows of) {
        PoolLife life = of.pool.life();
        Site site = life.closedAt();
        String sentence = "Pool " + of.pool.name() + " was closed while "
                + Words.count(its.count, "connection of it was", "connections of it were")
                + " in use: calls on " + (its.count == 1 ? "it" : "them") + " failed.";
        String evidence = "Acquired at " + its.site + ", the pool closed" + (site == null ? "" : " at " + site.line())
                + "; the last call failed " + Words.duration(of.lastNanos - life.closedNanos()) + " later.";
        String advice = "Close a pool only when what it lent has come back"
                + (site == null ? "" : ": wait for that at " + site.line()) + ", or stop what runs at " + its.site
                + " before. Where another one takes its place, let that lend first, then wait, then close the old one.";
        return Wording.of(sentence, evidence, advice);
    }

    private Wording tookBack(Case its, Blows of) {
        PoolProperties properties = PoolProperties.of(of.pool.library());
        long threshold = PoolHabits.reclaimNanos(of.pool);
        String sentence = "Pool " + of.pool.name() + " closed " + Words.count(its.count, "connection", "connections")
                + " that " + (its.count == 1 ? "was" : "were") + " still in use: its "
                + properties.plain(PoolSetting.LEAK) + " is " + Words.duration(threshold) + ".";
        String evidence = "A call failed on " + (its.count == 1 ? "it" : "each of them")
                + " after the pool itself had closed it, up to " + Words.duration(of.longestNanos)
                + " after it was acquired at " + its.site + ".";
        String advice = "Set " + properties.name(PoolSetting.LEAK, frameworks)
                + " above the longest use there is: it is meant for what is lost. To end what takes too long, give the"
                + " statement a timeout." + PoolHabits.abandonTimerAdvice(of.pool);
        return Wording.of(sentence, evidence, advice);
    }
}
