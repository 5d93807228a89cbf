package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolHabits;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.StillOpen.Holder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lease that nobody will give back: its handle is garbage; or the method that owned it has returned, or its thread
 * ended, and it is unused for the threshold, or, where somebody waits in vain, was used before. Silent as long as the
 * owner is on the stack, another thread used it last, or its site is not known, and for one without a pool until another was
 * opened in its place; what comes back is resolved.
 */
final class LeakRule implements Rule.OfReturned, Rule.OfEnded {
    static final String KIND = "leak";
    private static final long HELD_NANOS = 3_000_000_000L;

    private final long thresholdNanos;
    private final Ledger ledger;
    private final Cases cases;
    private final FindingSink sink;
    private final LeakWording wording;
    private final Map<Case, LeakCase> byCase = new LinkedHashMap<>();
    private final Map<Lease, LeakCase> out = new HashMap<>();
    private final Map<Lease, LeakCase> suspected = new HashMap<>();
    private final Set<Lease> looked = new LinkedHashSet<>();
    /** Those that are lost for good, until they are told as ended. */
    private final Set<Lease> abandoned = new HashSet<>();

    LeakRule(RuleContext context) {
        sink = context.sink();
        thresholdNanos = context.settings().leakThresholdNanos();
        ledger = context.ledger();
        cases = context.cases();
        wording = new LeakWording(context.frameworks());
    }

    /** What was looked at for another rule's sake proves nothing here. */
    @Override
    public void looked(Lease lease) {
        boolean alarmed = lease.pool() != null && lease.pool().alarmed();
        StillOpen look = lease.watch().look();
        if (alarmed || (look != null && lease.watch().unusedFor(threshold(lease), look.atNanos()))) {
            looked.add(lease);
        }
    }

    private long threshold(Lease lease) {
        return Ledger.unusedNanos(lease, thresholdNanos);
    }

    @Override
    public void returned(Lease lease) {
        LeakCase leak = out.isEmpty() ? null : out.remove(lease);
        if (PoolHabits.takesBack(lease)) {
            LeakCase lost = leak == null && !wasHeld(lease) ? lose(lease) : leak;
            if (lost != null) {
                lost.givenBackByPool();
                ledger.sites().of(lease.site()).wasNoReturn(lease.errorCount() > 0);
            }
        } else if (leak != null) {
            leak.cameBack(lease);
            ledger.metersOf(lease).returnedLate();
        }
        unsuspect(lease);
    }

    /** When it was last looked at, not long before its pool took it back: {@link UseAfterCloseRule} tells what comes of it. */
    private static boolean wasHeld(Lease lease) {
        StillOpen look = lease.watch().look();
        return look != null && look.holder() == Holder.HOLDING && lease.endNanos() - look.atNanos() < HELD_NANOS;
    }

    @Override
    public void abandoned(Lease lease) {
        LeakCase known = out.isEmpty() ? null : out.remove(lease);
        unsuspect(lease);
        abandoned.add(lease);
        if (known == null) {
            lose(lease);
        }
    }

    @Override
    public void ended(Lease lease) {
        boolean isKnown = !abandoned.isEmpty() && abandoned.remove(lease);
        if (!isKnown && lease.outcome() == Outcome.ABANDONED) {
            abandoned(lease);
            abandoned.remove(lease);
        } else if (!out.isEmpty() || !suspected.isEmpty()) {
            out.remove(lease);
            unsuspect(lease);
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        Cases.keepOnly(pools, byCase.keySet());
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Lease lease : looked) {
            StillOpen look = lease.watch().look();
            if (lease.isOpen() && look != null && !out.containsKey(lease)) {
                judge(lease, look, nowNanos);
            }
        }
        looked.clear();
        for (LeakCase leak : byCase.values()) {
            tell(leak, nowNanos, last);
        }
    }

    private void judge(Lease lease, StillOpen look, long nowNanos) {
        boolean isGone = look.holder() == Holder.GONE || look.holder() == Holder.DEAD;
        boolean mayGoOn = look.holder() == Holder.AGAIN || look.holder() == Holder.RETURNED;
        boolean isForgotten = mayGoOn && lease.watch().unusedFor(threshold(lease), nowNanos);
        if (mayBeKept(lease, look) || (!isGone && !isForgotten && !isKeptBesideOthers(lease, look))) {
            unsuspect(lease);
        } else if (lease.watch().unusedFor(thresholdNanos, nowNanos) || look.statements() > 0) {
            LeakCase leak = lose(lease);
            if (leak != null) {
                out.put(lease, leak);
            }
        } else {
            suspect(lease);
        }
    }

    /**
     * Without a pool, for as long as the process lives; unless its owner has lost others, and this one's thread too has
     * ended.
     */
    private boolean mayBeKept(Lease lease, StillOpen look) {
        if (lease.pool() != null || lease.watch().isLeftBehind(thresholdNanos)) {
            return false;
        }
        return look.holder() != Holder.DEAD || !hasLostOthers(lease);
    }

    private boolean hasLostOthers(Lease lease) {
        Site site = lease.site();
        for (Lease each : out.keySet()) {
            if (site != null && each.pool() == null && site.isOfSameOwner(each.site())) {
                return true;
            }
        }
        return false;
    }

    /** For a lock of its session, as others of its line are, and the pool has no connection left. */
    private static boolean isKeptBesideOthers(Lease lease, StillOpen look) {
        Pool pool = lease.pool();
        if (look.holder() != Holder.KEEPING || pool == null || !pool.isFull()) {
            return false;
        }
        int kept = 0;
        for (Lease each : pool.leases()) {
            StillOpen seen = each.watch().look();
            boolean isAlike =
                    seen != null && seen.holder() == Holder.KEEPING && Objects.equals(each.line(), lease.line());
            kept += isAlike ? 1 : 0;
        }
        return kept > 1;
    }

    private @Nullable LeakCase lose(Lease lease) {
        unsuspect(lease);
        lease.belongsTo(KIND);
        ledger.metersOf(lease).leaked();
        if (lease.pool() != null) {
            sink.leaked(lease.pool());
        }
        LeakCase leak = caseOf(lease);
        if (leak != null) {
            leak.lost(lease);
        }
        return leak;
    }

    private @Nullable LeakCase caseOf(Lease lease) {
        SiteCounts counts = ledger.sites().of(lease.likelySite());
        Case its = cases.of(KIND, lease.pool(), counts.line());
        if (its == null) {
            return null;
        }
        LeakCase known = byCase.get(its);
        if (known == null) {
            known = new LeakCase(its, counts);
            byCase.put(its, known);
        }
        return known;
    }

    private void suspect(Lease lease) {
        LeakCase leak = caseOf(lease);
        if (leak != null) {
            leak.suspects.add(lease);
            suspected.put(lease, leak);
        }
    }

    private void unsuspect(Lease lease) {
        LeakCase leak = suspected.isEmpty() ? null : suspected.remove(lease);
        if (leak != null) {
            leak.suspects.remove(lease);
        }
    }

    private void tell(LeakCase leak, long nowNanos, boolean last) {
        State state = stateOf(leak);
        if (state == null || !cases.isDue(leak.its, state, nowNanos, last)) {
            return;
        }
        List<Lease> leases = new ArrayList<>(leak.leases());
        switch (state) {
            case SUSPECTED -> {
                leak.its.sinceNanos = leases.get(0).acquiredNanos();
                cases.suspect(leak.its, wording.suspected(leak, leases, nowNanos), nowNanos);
            }
            case CONFIRMED -> cases.confirm(leak.its, wording.confirmed(leak, leases, gone(leak), nowNanos), nowNanos);
            case RESOLVED -> cases.resolve(leak.its, wording.resolved(leak, leases), nowNanos);
        }
    }

    private static @Nullable State stateOf(LeakCase leak) {
        if (leak.missing() > 0) {
            return State.CONFIRMED;
        }
        if (!leak.suspects.isEmpty() && leak.its.state == null) {
            return State.SUSPECTED;
        }
        return leak.suspects.isEmpty() && leak.its.state != null ? State.RESOLVED : leak.its.state;
    }

    /** How many connections of that pool are gone: its own lending counts them as lent. */
    private int gone(LeakCase leak) {
        int gone = 0;
        for (LeakCase each : byCase.values()) {
            gone += each.its.pool == leak.its.pool ? each.missing() - each.takenBack() : 0;
        }
        Pool pool = leak.its.pool;
        return pool == null || pool.most() <= 0 ? gone : Math.min(gone, pool.most());
    }
}
