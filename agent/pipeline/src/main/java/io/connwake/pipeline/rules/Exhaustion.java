package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.recorder.event.PoolCounted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool that ran out: who wanted a connection and who had them when it was last seen. */
final class Exhaustion {
    private static final int MOST_HOLDERS = 10;
    private static final int MOST_WAITERS = 40;

    final Pool pool;

    @Nullable
    Case its;

    /** How many it could lend. */
    int most;

    long timeouts;
    long longestWaitNanos;
    long lastNanos;
    PoolSnapshot snapshot;
    /** All that had one. */
    List<Lease> held = List.of();
    /** Those of them that are named. */
    List<Lease> holders = new ArrayList<>();

    List<Lease> waiters = new ArrayList<>();
    /** Who closed what stays with a transaction, by the pool's own account. */
    List<Lease> closed = List.of();
    /** How many the pool itself calls leased besides, acquired before the agent came. */
    int unseen;

    boolean isNew;
    private int wanted;
    /** Since when one of them has given up, and how many had begun to wait before. */
    private long gaveUpNanos;

    private int together;

    Exhaustion(Pool pool) {
        this.pool = pool;
        this.snapshot = pool.snapshot();
    }

    /** @param held those that had the connections then */
    void timedOut(Lease lease, List<Lease> held) {
        timeouts++;
        PoolSnapshot then = lease.snapshot();
        // It has left the queue already.
        int waiting = 1 + (then == null ? pool.snapshot() : then).waiting();
        seen(lease, lease.endNanos(), then, held, Math.max(waiting, waitedTogether(lease)));
        waiters.add(0, lease);
        if (waiters.size() > MOST_WAITERS) {
            waiters.remove(MOST_WAITERS);
        }
    }

    private int waitedTogether(Lease lease) {
        if (together > 0 && lease.startNanos() - gaveUpNanos < 0) {
            together++;
        } else {
            together = 1;
            gaveUpNanos = lease.endNanos();
        }
        return together;
    }

    void stillWaits(Lease lease, long nowNanos) {
        if (!waiters.contains(lease) && waiters.size() < MOST_WAITERS) {
            waiters.add(lease);
            List<Lease> held = new ArrayList<>(pool.leases());
            held.addAll(pool.lostLeases());
            seen(
                    lease,
                    nowNanos,
                    pool.snapshot(),
                    held,
                    Math.max(1, pool.waits().size()));
        }
        longestWaitNanos = Math.max(longestWaitNanos, nowNanos - lease.startNanos());
        lastNanos = nowNanos;
    }

    private void seen(Lease lease, long nanos, @Nullable PoolSnapshot then, List<Lease> leased, int waiting) {
        isNew = true;
        held = leased;
        lastNanos = nanos;
        longestWaitNanos = Math.max(longestWaitNanos, nanos - lease.startNanos());
        snapshot = then == null ? pool.snapshot() : then;
        most = Math.max(pool.most(), 1);
        int others = Math.max(0, most - held.size());
        PoolCounted counted = pool.countedWithin(lease.startNanos(), nanos);
        closed = pool.closedBy(counted == null ? 0 : Math.min(others, counted.enlisted()));
        boolean isOfTransactions = counted != null && counted.enlisted() > 0;
        unseen = isOfTransactions ? 0 : others;
        wanted = Math.max(wanted, held.size() + others + waiting);
        if (snapshot.used() < most) {
            snapshot = full(snapshot);
        }
        lease.belongsTo(PoolExhaustedRule.KIND);
        holders = new ArrayList<>();
        for (Lease holder : held) {
            if (holders.size() < MOST_HOLDERS) {
                holders.add(holder);
                if (holder.finding() == null && holder.outcome() != Outcome.ABANDONED) {
                    holder.belongsTo(PoolExhaustedRule.KIND);
                }
            }
        }
    }

    /** What was acquired before the agent came, stays with a transaction, or was given back just before, was leased too. */
    private PoolSnapshot full(PoolSnapshot seen) {
        return new PoolSnapshot(
                pool.limit(), most, most, 0, seen.waiting(), seen.heldByDeadThread(), seen.acquireTimeoutNanos());
    }

    List<Lease> namedClosers() {
        return closed.subList(0, Math.min(MOST_HOLDERS, closed.size()));
    }

    /** Those that wanted one first, then those that had them. */
    List<Lease> leases() {
        List<Lease> all = new ArrayList<>(waiters);
        all.addAll(holders);
        all.addAll(namedClosers());
        return all;
    }

    /** Connections that were wanted at once. */
    int wanted() {
        return wanted;
    }

    void over() {
        isNew = false;
        waiters.clear();
        held = List.of();
        closed = List.of();
        holders = new ArrayList<>();
        timeouts = 0;
        longestWaitNanos = 0;
    }
}
