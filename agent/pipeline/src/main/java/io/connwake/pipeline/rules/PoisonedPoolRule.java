package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.failure.Verdict;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolLife;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.PoolLibrary;
import io.connwake.recorder.event.StatementFailed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pool lends a connection again that was found dead before, and the next borrower pays for it. Silent for what fails
 * again within the lease in which it died; over when the dead ones are closed.
 */
final class PoisonedPoolRule implements Rule.OfReturned {
    static final String KIND = "poisoned_pool";
    private static final int KEPT = 10;

    private final Ledger ledger;
    private final Cases cases;
    private final Frameworks frameworks;
    private final Map<Case, Poisoned> byCase = new HashMap<>();

    PoisonedPoolRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        frameworks = context.frameworks();
    }

    /** The dead connections that one pool lent to one line. */
    private static final class Poisoned {
        final Case its;
        final Pool pool;
        final Death first;
        /** From then until it was lent again. */
        final long againNanos;

        final List<Lease> leases = new ArrayList<>();
        final Set<Connection> dead = new HashSet<>();

        Poisoned(Case its, Pool pool, Death first, Lease again) {
            this.its = its;
            this.pool = pool;
            this.first = first;
            this.againNanos = again.acquiredNanos() - first.atNanos();
        }
    }

    @Override
    public void failed(Connection connection, @Nullable Lease lease, StatementFailed event, Verdict verdict) {
        if (verdict == Verdict.SECONDARY && lease != null) {
            lent(connection, lease);
        }
    }

    /** Most drivers fail before any statement: then all that is seen of it is a lease in which nothing went well. */
    @Override
    public void returned(Lease lease) {
        Connection connection = lease.connection();
        Death death = connection == null ? null : connection.death();
        boolean isCertain = death != null && (lease.statements() > 0 || death.kind() != FailureKind.CONNECTION_OTHER);
        if (connection != null && isCertain && lease.statements() <= lease.errorCount()) {
            lent(connection, lease);
        }
    }

    private void lent(Connection connection, Lease lease) {
        Death death = connection.death();
        Pool pool = lease.pool();
        if (death != null && pool != null && lease != death.lease() && lease.startNanos() - death.atNanos() > 0) {
            lent(pool, connection, death, lease);
        }
    }

    private void lent(Pool pool, Connection connection, Death death, Lease lease) {
        Case its = cases.of(KIND, pool, ledger.sites().of(lease.site()).line());
        if (its == null) {
            return;
        }
        Poisoned known = byCase.get(its);
        if (known == null) {
            known = new Poisoned(its, pool, death, lease);
            byCase.put(its, known);
        }
        if (known.leases.contains(lease)) {
            return;
        }
        its.more(lease.acquiredNanos());
        lease.belongsTo(KIND);
        known.dead.add(connection);
        if (known.leases.size() == KEPT) {
            known.leases.remove(0);
        }
        known.leases.add(lease);
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        Cases.keepOnly(pools, byCase.keySet());
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Poisoned each : byCase.values()) {
            if (each.its.changed && cases.isDue(each.its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(each.its, wording(each), nowNanos);
            } else if (each.its.is(State.CONFIRMED) && !each.its.changed && areGone(each)) {
                cases.resolve(each.its, gone(each), nowNanos);
                each.dead.clear();
            }
        }
    }

    /** What went when the pool was closed it lent until then. */
    private static boolean areGone(Poisoned poisoned) {
        PoolLife life = poisoned.pool.life();
        for (Connection each : poisoned.dead) {
            if (each.isOpen() || (life.isOver() && !each.endedBefore(life.closedNanos()))) {
                return false;
            }
        }
        return true;
    }

    private Wording wording(Poisoned poisoned) {
        String sentence = "Pool " + poisoned.pool.name() + " lends dead connections: "
                + Words.count(poisoned.its.count, "lease", "leases") + " got "
                + (poisoned.dead.size() == 1 ? "a connection" : "connections") + " that had failed before.";
        Death death = poisoned.first;
        Lease before = death.lease();
        String evidence = "First found dead"
                + (before == null || before.site() == null
                        ? ""
                        : " at " + before.site().line()) + " ("
                + death.kind().label() + "), and lent again "
                + Words.duration(poisoned.againNanos) + " later.";
        return Wording.of(sentence, evidence, advice(poisoned.pool)).about(poisoned.leases);
    }

    private Wording gone(Poisoned poisoned) {
        return Wording.of(
                        "Pool " + poisoned.pool.name() + " has got rid of the dead connections that it lent.",
                        "All of them are closed.",
                        advice(poisoned.pool))
                .about(poisoned.leases);
    }

    private String advice(Pool pool) {
        PoolProperties properties = PoolProperties.of(pool.library());
        if (!properties.has(PoolSetting.VALIDATION)) {
            return "Let the pool test a connection before it lends it, and close one that failed.";
        }
        String advice = "Let the pool test a connection before it lends it: "
                + properties.switchOn(PoolSetting.VALIDATION, frameworks) + ".";
        if (pool.library().equals(PoolLibrary.AGROAL)) {
            return advice
                    + " What is lent again sooner passes that, but not validateOnBorrow=true (not in Agroal 1). An"
                    + " exceptionSorter for this database lets it drop a connection after the first fatal error.";
        }
        return pool.library().equals(PoolLibrary.TOMCAT_JDBC)
                ? advice
                        + " With its default validationInterval of 3 s it still lends untested what it tested or opened"
                        + " less than 3 s ago."
                : advice;
    }
}
