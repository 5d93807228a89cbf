package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lending;
import io.connwake.pipeline.ledger.Pool;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pools of one configuration that one line built, outside of invocations. */
final class PoolsOfLine {
    /** More acquires than these are no passing use. */
    private static final int FEW = 16;

    private static final long QUIET_NANOS = 3_000_000_000L;

    final String site;
    private final Set<Pool> pools = new LinkedHashSet<>();
    private final Tally forgotten = new Tally();
    private long latestNanos = Long.MIN_VALUE;

    @Nullable
    Case its;

    PoolsOfLine(String site) {
        this.site = site;
    }

    /** What is known of them together. */
    static final class Tally {
        /** Those that have served, and will not again as far as can be seen. */
        int spent;
        /** Those that serve long, or others too. */
        int others;

        int unclosed;
        int open;
        long lent;
        long buildNanos;
        long useNanos;

        @Nullable
        Pool first;

        @Nullable
        Pool last;
    }

    void built(Pool pool) {
        pools.add(pool);
        latestNanos = Math.max(latestNanos, pool.life().startNanos());
    }

    /** None of them is left. */
    boolean isOver() {
        for (Pool pool : pools) {
            if (!pool.life().isOver()) {
                return false;
            }
        }
        return true;
    }

    int number() {
        return pools.size() + forgotten.spent;
    }

    /** What is forgotten stays counted. */
    void keepOnly(Collection<Pool> kept) {
        for (Pool pool : pools) {
            if (!kept.contains(pool)) {
                add(pool, forgotten);
            }
        }
        pools.retainAll(kept);
    }

    Tally tally() {
        Tally now = new Tally();
        now.spent = forgotten.spent;
        now.others = forgotten.others;
        now.unclosed = forgotten.unclosed;
        now.lent = forgotten.lent;
        now.buildNanos = forgotten.buildNanos;
        now.useNanos = forgotten.useNanos;
        for (Pool pool : pools) {
            add(pool, now);
        }
        return now;
    }

    private void add(Pool pool, Tally to) {
        Lending lending = pool.lending();
        if (lending.wasToOthers() || lending.count() > FEW || lending.wasAfterRest() || wasKept(pool)) {
            to.others++;
        } else if (isSpent(pool)) {
            to.spent++;
            to.unclosed += pool.life().isClosed() ? 0 : 1;
            to.open += pool.connections().size();
            to.lent += lending.count();
            to.buildNanos += pool.life().builtNanos() - pool.life().startNanos();
            to.useNanos += lending.lastReturnedNanos() - pool.life().startNanos();
            to.first = to.first == null ? pool : to.first;
            to.last = pool;
        }
    }

    /** It was there for more to come, and closed for another reason: a restart within the process, say. */
    private static boolean wasKept(Pool pool) {
        return pool.life().isClosed()
                && pool.life().closedNanos() - pool.lending().lastReturnedNanos() >= QUIET_NANOS;
    }

    /** Those left open are so when the line goes on building long after, as it does not when a process starts. */
    private boolean isSpent(Pool pool) {
        if (!pool.lending().hasBegun() || pool.used() > 0 || !pool.waits().isEmpty()) {
            return false;
        }
        return pool.life().isOver() || latestNanos - pool.lending().lastReturnedNanos() >= QUIET_NANOS;
    }
}
