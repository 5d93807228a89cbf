package io.connwake.pipeline.ledger;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Failed connects of pools' own threads: the true reason of an acquire that timed out while they failed. Where the pool
 * is not known, as before its first connection, the pool that leads nowhere yet is the one.
 */
final class Refusals {
    private static final int MOST = 64;

    private final Accounts accounts;
    private final ArrayDeque<Refusal> last = new ArrayDeque<>();

    Refusals(Accounts accounts) {
        this.accounts = accounts;
    }

    /** @param pool 0 if not known */
    private record Refusal(FailedConnect connect, long pool) {}

    void add(FailedConnect connect, long pool) {
        if (last.size() >= MOST) {
            last.removeFirst();
        }
        last.addLast(new Refusal(connect, pool));
    }

    /** Whether connects of this pool failed within that time; then its server is known, too. */
    boolean happened(Pool pool, long fromNanos, long toNanos) {
        Iterator<Refusal> newestFirst = last.descendingIterator();
        while (newestFirst.hasNext()) {
            Refusal each = newestFirst.next();
            long nanos = each.connect().event().atNanos();
            if (nanos - fromNanos >= 0 && nanos - toNanos <= 0 && isOf(pool, each)) {
                pool.leadsTo(each.connect().event().peer());
                return true;
            }
        }
        return false;
    }

    private boolean isOf(Pool pool, Refusal refusal) {
        if (refusal.pool() != 0) {
            return refusal.pool() == pool.id();
        }
        var event = refusal.connect().event();
        return pool.peer() == null
                ? accounts.onlyPoolTo(event.peer(), event.startNanos()) == null
                : event.peer().equals(pool.peer());
    }
}
