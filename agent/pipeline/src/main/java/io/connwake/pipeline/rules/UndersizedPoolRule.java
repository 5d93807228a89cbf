package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.ThreadRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool that is at work all the time, and whose acquires wait for it: in ten seconds a hundred and more of them, a
 * fifth of all, on average for a quarter of what a lease lasts. Silent where waits are rare or short, or not for room,
 * and where another size is not the answer: a connection is lost, leases spend half of their time outside the database,
 * threads hold one and want another, or the server gives no more connections than there are.
 */
final class UndersizedPoolRule implements Rule.OfAcquired, Rule.OfReturned {
    static final String KIND = "undersized_pool";
    private static final long WINDOW_NANOS = 10_000_000_000L;
    /** Of a process that ends so much is enough. */
    private static final long LEAST_NANOS = 3_000_000_000L;

    private static final int QUIET_WINDOWS = 6;

    private final Ledger ledger;
    private final Cases cases;
    private final CrowdingWording wording;
    private final Map<Pool, Crowding> crowdings = new LinkedHashMap<>();

    UndersizedPoolRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        wording = new CrowdingWording(context.frameworks());
    }

    /** From the first wait on a pool is watched; what waited for a connect did not wait for room. */
    @Override
    public void acquired(Lease lease) {
        Pool pool = lease.pool();
        if (pool == null) {
            return;
        }
        boolean waited = lease.waitNanos() >= Crowding.WAIT_NANOS && lease.waitedForReturn();
        Crowding known = crowdings.get(pool);
        if (known == null && waited) {
            known = new Crowding(pool);
            crowdings.put(pool, known);
        }
        if (known != null) {
            known.acquired(lease, waited, ledger.sites().of(lease.site()));
        }
    }

    @Override
    public void returned(Lease lease) {
        Crowding known = crowdings.isEmpty() || lease.pool() == null ? null : crowdings.get(lease.pool());
        Released released = lease.released();
        ThreadRef thread = lease.thread();
        if (known != null && released != null && thread != null) {
            known.returned(
                    lease, thread.id(), released.dbNanos(), ledger.sites().of(lease.site()));
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        crowdings.keySet().retainAll(pools);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Crowding crowding : crowdings.values()) {
            if (nowNanos - crowding.sinceNanos >= (last ? LEAST_NANOS : WINDOW_NANOS)) {
                judge(crowding, nowNanos, last);
                crowding.beginAnew(nowNanos);
            }
        }
    }

    private void judge(Crowding crowding, long nowNanos, boolean last) {
        if (crowding.isMaterial() && !isExplained(crowding) && crowding.isForRoom()) {
            crowding.quietWindows = 0;
            Case its = caseOf(crowding);
            if (its == null) {
                return;
            }
            its.more(crowding.sinceNanos);
            if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(its, wording.confirmed(crowding, nowNanos), nowNanos);
            }
        } else if (++crowding.quietWindows == QUIET_WINDOWS && crowding.its != null) {
            if (crowding.its.is(State.CONFIRMED)) {
                cases.resolve(crowding.its, wording.resolved(crowding), nowNanos);
            }
        }
    }

    /** At the line that waits most. */
    private @Nullable Case caseOf(Crowding crowding) {
        if (crowding.its == null) {
            crowding.its = cases.of(KIND, crowding.pool, crowding.waiters.main());
        }
        return crowding.its;
    }

    private static boolean isExplained(Crowding crowding) {
        Pool pool = crowding.pool;
        boolean full = pool.most() > 0 && pool.snapshot().open() >= pool.most();
        if (!full || pool.lost() > 0 || crowding.nested) {
            return true;
        }
        for (Lease lease : pool.leases()) {
            if (LeakRule.KIND.equals(lease.finding())) {
                return true;
            }
        }
        return false;
    }
}
