package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
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

    long timeouts;
    long longestWaitNanos;
    long lastNanos;
    PoolSnapshot snapshot;
    List<Lease> holders = new ArrayList<>();
    List<Lease> waiters = new ArrayList<>();
    boolean isNew;
    private int wanted;

    Exhaustion(Pool pool) {
        this.pool = pool;
        this.snapshot = pool.snapshot();
    }

    void timedOut(Lease lease) {
        timeouts++;
        seen(lease, lease.endNanos());
        waiters.add(0, lease);
        if (waiters.size() > MOST_WAITERS) {
            waiters.remove(MOST_WAITERS);
        }
    }

    void stillWaits(Lease lease, long nowNanos) {
        if (!waiters.contains(lease) && waiters.size() < MOST_WAITERS) {
            waiters.add(lease);
            seen(lease, nowNanos);
        }
        longestWaitNanos = Math.max(longestWaitNanos, nowNanos - lease.startNanos());
        lastNanos = nowNanos;
    }

    private void seen(Lease lease, long nanos) {
        isNew = true;
        lastNanos = nanos;
        longestWaitNanos = Math.max(longestWaitNanos, nanos - lease.startNanos());
        snapshot = pool.snapshot();
        // One that timed out has left the queue already.
        wanted = Math.max(wanted, snapshot.used() + Math.max(1, snapshot.waiting()));
        lease.belongsTo(PoolExhaustedRule.KIND);
        holders = new ArrayList<>();
        for (Lease holder : pool.leases()) {
            if (holders.size() < MOST_HOLDERS) {
                holders.add(holder);
                if (holder.finding() == null) {
                    holder.belongsTo(PoolExhaustedRule.KIND);
                }
            }
        }
        for (Lease lost : pool.lostLeases()) {
            if (holders.size() < MOST_HOLDERS) {
                holders.add(lost);
            }
        }
    }

    /** Those that wanted one first, then those that had them. */
    List<Lease> leases() {
        List<Lease> all = new ArrayList<>(waiters);
        all.addAll(holders);
        return all;
    }

    /** Connections that were wanted at once. */
    int wanted() {
        return wanted;
    }

    void over() {
        waiters.clear();
        holders = new ArrayList<>();
        timeouts = 0;
        longestWaitNanos = 0;
    }
}
