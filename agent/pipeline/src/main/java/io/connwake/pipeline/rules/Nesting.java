package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.recorder.event.CodeLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The threads of one pool that wanted another connection of it while they held one. */
final class Nesting {
    private static final int KEPT = 128;
    private static final long NEAR_NANOS = 60_000_000_000L;

    final Pool pool;

    @Nullable
    Case its;

    PoolSnapshot snapshot;
    private int mostLent;
    long firstNanos;
    int untold;
    private long inVainBefore;
    private long longestBeforeNanos;
    private int deepest;
    private int most;
    private final List<Lease> waits = new ArrayList<>();
    private final Set<Lease> held = new LinkedHashSet<>();
    private final LineTally innerLines = new LineTally();
    private final LineTally outerLines = new LineTally();

    Nesting(Pool pool) {
        this.pool = pool;
        this.snapshot = pool.snapshot();
    }

    /** How many connections the pool can lend, as far as that is known. */
    int limit() {
        return pool.limit() < 0 ? mostLent : pool.limit();
    }

    boolean has(Lease wait) {
        return waits.contains(wait);
    }

    void add(NestedWait wait) {
        Lease inner = wait.inner;
        if (waits.isEmpty() || inner.startNanos() - firstNanos < 0) {
            firstNanos = inner.startNanos();
        }
        untold++;
        mostLent = Math.max(pool.most(), mostLent);
        snapshot = inner.snapshot() == null ? pool.snapshot() : inner.snapshot();
        keep(inner);
        deepest = Math.max(deepest, wait.depth());
        most = Math.max(most, Math.max(wait.threads, atOnce()));
        count(innerLines, inner);
        mark(inner);
        for (Lease outer : wait.held()) {
            if (held.size() < KEPT) {
                held.add(outer);
            }
            count(outerLines, outer);
            mark(outer);
        }
    }

    /** The line that wants one more most often. */
    String innerLine() {
        return innerLines.main();
    }

    /** The line that acquired what is held meanwhile. */
    String outerLine() {
        return outerLines.main();
    }

    /** Whether what is held meanwhile was acquired there, about then: an old story explains no new trouble. */
    boolean holdsAt(@Nullable CodeLine line, long atNanos) {
        return line != null && outerLines.has(line.toString()) && wentOnAbout(atNanos);
    }

    private boolean wentOnAbout(long atNanos) {
        for (Lease wait : waits) {
            boolean isNear = isOver(wait) && Math.abs(atNanos - wait.acquiredNanos()) < NEAR_NANOS;
            if (isNear || isWaiting(wait)) {
                return true;
            }
        }
        return false;
    }

    /** Threads that nested at the same moment, at most. */
    int threads() {
        return most;
    }

    /** Connections that one of them had or wanted at once, at most. */
    int depth() {
        return deepest;
    }

    /** With fewer connections these threads can all wait for each other. */
    int minimum() {
        return most * (deepest - 1) + 1;
    }

    long inVain() {
        long inVain = inVainBefore;
        for (Lease wait : waits) {
            inVain += wait.failed() != null ? 1 : 0;
        }
        return inVain;
    }

    long stillWaiting() {
        long waiting = 0;
        for (Lease wait : waits) {
            waiting += isWaiting(wait) ? 1 : 0;
        }
        return waiting;
    }

    long longestWaitNanos(long nowNanos) {
        long longest = longestBeforeNanos;
        for (Lease wait : waits) {
            longest = Math.max(longest, waitNanos(wait, nowNanos));
        }
        longestBeforeNanos = longest;
        return longest;
    }

    List<Lease> leases() {
        List<Lease> all = new ArrayList<>();
        for (int i = waits.size() - 1; i >= 0; i--) {
            all.add(waits.get(i));
        }
        all.addAll(held);
        return all.subList(0, Math.min(all.size(), 50));
    }

    /** One of which no end was heard, and that is seen no more, ended unheard. */
    private boolean isWaiting(Lease wait) {
        return !isOver(wait) && pool.waits().contains(wait);
    }

    private static boolean isOver(Lease wait) {
        return wait.acquired() != null || wait.failed() != null;
    }

    private long waitNanos(Lease wait, long nowNanos) {
        if (isOver(wait)) {
            return wait.waitNanos();
        }
        return isWaiting(wait) ? nowNanos - wait.startNanos() : 0;
    }

    private void keep(Lease inner) {
        if (waits.size() == KEPT) {
            Lease oldest = waits.remove(0);
            inVainBefore += oldest.failed() != null ? 1 : 0;
            longestBeforeNanos = Math.max(longestBeforeNanos, isOver(oldest) ? oldest.waitNanos() : 0);
        }
        waits.add(inner);
    }

    /** Waits that lasted at the moment one of them began. */
    private int atOnce() {
        int most = 0;
        for (Lease each : waits) {
            int lasting = 0;
            for (Lease other : waits) {
                boolean begun = other.startNanos() - each.startNanos() <= 0;
                boolean over = isOver(other) && other.acquiredNanos() - each.startNanos() < 0;
                lasting += begun && !over ? 1 : 0;
            }
            most = Math.max(most, lasting);
        }
        return most;
    }

    private static void mark(Lease lease) {
        if (!LeakRule.KIND.equals(lease.finding())) {
            lease.belongsTo(NestedAcquireRule.KIND);
        }
    }

    private static void count(LineTally lines, Lease lease) {
        if (lease.line() != null) {
            lines.add(lease.line().toString(), 1);
        }
    }
}
