package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.pipeline.rules.WorkCase.Fate;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.WorkSettled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lease is given back with work that is neither committed nor rolled back. What became of the work decides what is
 * said: a pool rolled it back or committed it or left it open ({@code transaction_left_open}), or the next borrower got
 * it ({@code work_carried_over}). Silent where nothing was written, where a transaction manager ends what the application
 * closed, and where the connection broke; where a pool rolls back, only suspected after an SQLException, or where most
 * leases of the line end their work: then the rollback may be what is wanted.
 */
final class UncommittedWorkRule implements Rule.OfAcquired, Rule.OfReturned {
    static final String LEFT_OPEN = "transaction_left_open";
    static final String CARRIED_OVER = "work_carried_over";

    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final int MOST_OPEN = 4_096;

    private final Ledger ledger;
    private final Cases cases;
    private final UncommittedWording wording;
    private final Map<Case, WorkCase> byCase = new LinkedHashMap<>();

    /** What nobody has ended yet, by connection. */
    private final Map<Long, List<Lease>> open = new HashMap<>();

    /** The case of what a later borrower has now, by connection. */
    private final Map<Long, WorkCase> inherited = new HashMap<>();

    UncommittedWorkRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        wording = new UncommittedWording(context.frameworks());
    }

    @Override
    public void returned(Lease lease) {
        Released released = lease.released();
        if (released == null || !released.workLeft() || open.size() >= MOST_OPEN) {
            return;
        }
        long connection = released.acquired().connectionId();
        List<Lease> left = open.get(connection);
        if (left == null) {
            left = new ArrayList<>(1);
            open.put(connection, left);
        }
        left.add(lease);
    }

    @Override
    public void acquired(Lease lease) {
        Acquired event = lease.acquired();
        if (event == null || !event.carriedOver()) {
            return;
        }
        List<Lease> left = open.remove(event.connectionId());
        if (left == null) {
            return;
        }
        for (Lease each : left) {
            if (mayCarryOver(each, event.thread())) {
                WorkCase work = of(CARRIED_OVER, each);
                if (work != null) {
                    work.carriedTo(each, lease);
                    inherited.put(event.connectionId(), work);
                }
            }
        }
    }

    /**
     * By what the libraries do (each was run against PostgreSQL): three leave a transaction open, three end those that JDBC
     * knows of, which is heard. Of another it is said only where two threads are concerned, since a transaction manager
     * lends one thread the same connection again.
     */
    private static boolean mayCarryOver(Lease leaver, @Nullable ThreadRef heir) {
        if (WorkCase.isLeftOpenBy(leaver.pool()) || WorkCase.isHeardToEnd(leaver.pool())) {
            return true;
        }
        return WorkCase.isConfigurable(leaver.pool()) && heir != null && !heir.equals(leaver.thread());
    }

    @Override
    public void settled(WorkSettled event) {
        WorkCase heirs = inherited.remove(event.connectionId());
        if (heirs != null && event.by() == WorkSettled.By.BORROWER) {
            heirs.endedByHeir(event.committed());
        }
        List<Lease> left = open.remove(event.connectionId());
        boolean byPool = event.by() == WorkSettled.By.RETURN || event.by() == WorkSettled.By.LENDING;
        if (left != null && byPool) {
            for (Lease each : left) {
                boolean committed = event.committed() && !WorkCase.rollsBackUnheard(each.pool());
                count(each, committed ? Fate.COMMITTED : Fate.ROLLED_BACK);
            }
        }
    }

    @Override
    public void ended(Connection connection, long atNanos) {
        inherited.remove(connection.id());
        List<Lease> left = open.remove(connection.id());
        if (left != null && connection.death() == null) {
            for (Lease each : left) {
                if (each.pool() == null) {
                    count(each, Fate.CLOSED);
                } else if (WorkCase.isLeftOpenBy(each.pool())) {
                    count(each, Fate.OPEN);
                }
            }
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        Cases.keepOnly(pools, byCase.keySet());
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        Iterator<List<Lease>> each = open.values().iterator();
        while (each.hasNext()) {
            Lease lease = each.next().get(0);
            boolean isOld = last || nowNanos - lease.endNanos() >= PATIENCE_NANOS;
            if (isOld && WorkCase.isLeftOpenBy(lease.pool()) && !isBroken(lease)) {
                WorkCase carried = known(CARRIED_OVER, lease);
                if (carried == null) {
                    stillOpen(lease);
                }
            }
        }
        for (WorkCase work : byCase.values()) {
            tell(work, nowNanos, last);
        }
    }

    /** Counted once; who borrows the connection later carries it over all the same. */
    private void stillOpen(Lease lease) {
        WorkCase work = of(LEFT_OPEN, lease);
        if (work != null && !work.has(lease)) {
            work.add(lease, Fate.OPEN);
        }
    }

    private void count(Lease lease, Fate fate) {
        WorkCase work = isBroken(lease) ? null : of(LEFT_OPEN, lease);
        if (work != null && !work.has(lease)) {
            work.add(lease, fate);
        }
    }

    private static boolean isBroken(Lease lease) {
        return lease.connection() != null && lease.connection().death() != null;
    }

    private void tell(WorkCase work, long nowNanos, boolean last) {
        boolean isCarried = work.its.kind.equals(CARRIED_OVER);
        State state = isCarried || work.isCertain() ? State.CONFIRMED : State.SUSPECTED;
        if (work.its.is(State.CONFIRMED) && state == State.SUSPECTED) {
            return;
        }
        if (!cases.isDue(work.its, state, nowNanos, last)) {
            return;
        }
        Wording words = isCarried ? wording.carriedOver(work) : wording.leftOpen(work);
        if (state == State.CONFIRMED) {
            cases.confirm(work.its, words, nowNanos);
        } else {
            cases.suspect(work.its, words, nowNanos);
        }
    }

    private @Nullable WorkCase known(String kind, Lease lease) {
        for (WorkCase each : byCase.values()) {
            if (each.its.kind.equals(kind)
                    && each.its.pool == lease.pool()
                    && each.counts == ledger.sites().of(lease.site())) {
                return each;
            }
        }
        return null;
    }

    private @Nullable WorkCase of(String kind, Lease lease) {
        Pool pool = lease.pool();
        SiteCounts counts = ledger.sites().of(lease.site());
        Case its = cases.of(kind, pool, counts.line());
        if (its == null) {
            return null;
        }
        WorkCase known = byCase.get(its);
        if (known == null) {
            known = new WorkCase(its, counts);
            byCase.put(its, known);
        }
        return known;
    }
}
