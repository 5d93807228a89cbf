package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.Classifier;
import io.connwake.pipeline.failure.During;
import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolLife;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.PoolLibrary;
import io.connwake.recorder.event.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An acquire that began after its pool was closed: it fails, at once or when its time is out, or Tomcat's builds a new
 * pool for it without a word. Silent where it waited already when the pool was closed, and for pools that only start
 * again when they are told to.
 */
final class ClosedPoolRule implements Rule {
    static final String KIND = "closed_pool_used";
    private static final int KEPT = 10;

    private final Ledger ledger;
    private final Cases cases;
    private final Map<Case, Uses> byCase = new LinkedHashMap<>();

    ClosedPoolRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
    }

    /** The uses of one closed pool by one line. */
    private static final class Uses {
        final Case its;
        final List<Lease> leases = new ArrayList<>();

        @Nullable
        Lease reopening;

        long failed;

        Uses(Case its) {
            this.its = its;
        }
    }

    @Override
    public void acquireFailed(Lease lease) {
        AcquireFailed failed = lease.failed();
        Pool pool = lease.pool();
        if (failed != null
                && pool != null
                && beganAfterClose(pool.life(), lease)
                && isOfClosed(
                        pool, Classifier.of(failed.error(), During.ACQUIRE).kind())) {
            Uses uses = of(pool, lease);
            if (uses != null) {
                uses.failed++;
                add(uses, lease);
            }
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        Cases.keepOnly(pools, byCase.keySet());
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Pool pool : ledger.pools()) {
            Lease reopening = pool.life().reopenedBy();
            if (reopening != null && pool.library().equals(PoolLibrary.TOMCAT_JDBC)) {
                Uses uses = of(pool, reopening);
                if (uses != null && uses.reopening != reopening) {
                    uses.reopening = reopening;
                    add(uses, reopening);
                }
            }
        }
        for (Uses uses : byCase.values()) {
            if (cases.isDue(uses.its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(uses.its, wording(uses), nowNanos);
            }
        }
    }

    /** MariaDB's does not say that it is closed: it has whoever asks wait for nothing. */
    private static boolean isOfClosed(Pool pool, FailureKind kind) {
        boolean waitsInVain =
                pool.library().equals(PoolLibrary.MARIADB) && pool.life().isClosed();
        return kind == FailureKind.POOL_CLOSED || (waitsInVain && kind == FailureKind.POOL_TIMEOUT);
    }

    private static boolean beganAfterClose(PoolLife life, Lease lease) {
        return !life.wasEverClosed() || lease.startNanos() - life.closedNanos() > 0;
    }

    private @Nullable Uses of(Pool pool, Lease lease) {
        Case its = cases.of(KIND, pool, ledger.sites().of(lease.site()).line());
        if (its == null) {
            return null;
        }
        Uses known = byCase.get(its);
        if (known == null) {
            known = new Uses(its);
            byCase.put(its, known);
        }
        return known;
    }

    private static void add(Uses uses, Lease lease) {
        uses.its.more(lease.startNanos());
        lease.belongsTo(KIND);
        if (uses.leases.size() < KEPT) {
            uses.leases.add(lease);
        }
    }

    private static Wording wording(Uses uses) {
        Lease first = uses.leases.get(0);
        Pool pool = uses.its.pool;
        String name = pool == null ? "" : " " + pool.name();
        String sentence = uses.reopening == null
                ? "Pool" + name + " is used after it was closed: " + Words.count(uses.failed, "acquire", "acquires")
                        + " failed."
                : "Pool" + name + " is used after it was closed: it silently built a new pool, "
                        + Words.count(uses.its.count, "time", "times") + " so far.";
        String where = pool == null ? "" : closedWhere(pool.life(), first);
        Wording wording = Wording.of(sentence, "Acquired at " + uses.its.site + where + ".", advice(uses))
                .about(uses.leases);
        return uses.reopening == null ? wording : wording.asWarning();
    }

    private static String closedWhere(PoolLife life, Lease lease) {
        if (!life.wasEverClosed()) {
            return "; where it was closed was not seen";
        }
        Site site = life.closedAt();
        long sinceNanos = lease.startNanos() - life.closedNanos();
        return ", closed" + (site == null ? "" : " at " + site.line())
                + (sinceNanos < 0 ? "" : " " + Words.duration(sinceNanos) + " before");
    }

    private static String advice(Uses uses) {
        String close = "Close a pool only when nothing will use it any more";
        Pool pool = uses.its.pool;
        Site site = pool == null ? null : pool.life().closedAt();
        String there = site == null ? "" : ", not at " + site.line();
        if (uses.reopening != null) {
            return close + there + ": what it lends now comes from a pool that nobody will close. To drop idle"
                    + " connections without closing the pool, call purge().";
        }
        return close + there + "; stop what runs at " + uses.its.site + " before.";
    }
}
