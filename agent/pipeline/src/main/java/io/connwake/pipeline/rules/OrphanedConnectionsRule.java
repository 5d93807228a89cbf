package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.pipeline.model.SpanId;
import io.connwake.recorder.event.PoolFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections that nobody has stay open although their pool was closed, became garbage, or was replaced: a later one of
 * the same name or, unnamed, of the same settings and server lends in its place, and it has lent nothing since that one
 * was begun. Silent while a connection is leased, for a few seconds after the end, and where both pools lend.
 */
final class OrphanedConnectionsRule implements Rule {
    static final String KIND = "orphaned_connections";
    private static final long GRACE_NANOS = 3_000_000_000L;
    /** Pools without a name of their own may be as equal and yet two: it takes longer to tell. */
    private static final String GENERATED = "HikariPool-";

    private static final int MOST_LINKS = 20;

    private final Ledger ledger;
    private final Cases cases;
    private final Map<Pool, Orphanage> orphanages = new LinkedHashMap<>();

    OrphanedConnectionsRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
    }

    /** A pool that left connections behind. */
    private static final class Orphanage {
        final long sinceNanos;
        int most;

        @Nullable
        Case its;

        Orphanage(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        orphanages.keySet().retainAll(pools);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Pool pool : ledger.pools()) {
            int left = left(pool);
            Orphanage known = orphanages.get(pool);
            if (left > 0) {
                Pool successor = pool.life().isOver() ? null : successor(pool, nowNanos);
                if (successor != null
                        || (pool.life().isOver() && nowNanos - pool.life().overSinceNanos() >= GRACE_NANOS)) {
                    leave(pool, successor, left, nowNanos, last);
                    continue;
                }
            }
            if (known != null) {
                settle(pool, known, left, nowNanos);
            }
        }
    }

    /** Connections that it has and nobody uses. */
    private static int left(Pool pool) {
        return pool.connections().size() - pool.used();
    }

    private void leave(Pool pool, @Nullable Pool successor, int left, long nowNanos, boolean last) {
        Orphanage orphanage = orphanages.get(pool);
        if (orphanage == null) {
            long since = successor == null
                    ? pool.life().overSinceNanos()
                    : successor.life().builtNanos();
            orphanage = new Orphanage(since);
            orphanages.put(pool, orphanage);
            orphanage.its =
                    cases.of(KIND, pool, ledger.sites().of(pool.life().site()).line());
        }
        Case its = orphanage.its;
        if (its == null) {
            return;
        }
        for (; orphanage.most < left; orphanage.most++) {
            its.more(orphanage.sinceNanos);
        }
        if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
            cases.confirm(its, confirmed(pool, successor, left, nowNanos - orphanage.sinceNanos), nowNanos);
        }
    }

    /** They are closed by now, or the pool lends again after all. */
    private void settle(Pool pool, Orphanage known, int left, long nowNanos) {
        boolean lends = !pool.life().isOver() && pool.lastAcquiredNanos() - known.sinceNanos > 0;
        Case its = known.its;
        if (its != null && its.is(State.CONFIRMED) && (left <= 0 || lends)) {
            String how = lends ? "It lends again." : "They are closed by now.";
            String sentence = "Pool " + pool.name() + " has no orphaned connections any more.";
            cases.resolve(its, Wording.of(sentence, how, "").at(pool.peer()), nowNanos);
        }
        if (left <= 0 || lends) {
            orphanages.remove(pool);
        }
    }

    private @Nullable Pool successor(Pool pool, long nowNanos) {
        if (!isNamed(pool) // two of the same settings may well be meant to live side by side
                || pool.used() > 0
                || !pool.waits().isEmpty()
                || pool.facts() == null
                || pool.lastAcquiredNanos() == Long.MIN_VALUE) {
            return null;
        }
        for (Pool other : ledger.pools()) {
            if (other != pool && replaces(other, pool)) {
                if (nowNanos - other.life().builtNanos() >= GRACE_NANOS) {
                    return other;
                }
            }
        }
        return null;
    }

    private static boolean replaces(Pool later, Pool earlier) {
        return later.lastAcquiredNanos() != Long.MIN_VALUE
                && later.life().startNanos() - earlier.lastAcquiredNanos() > 0
                && later.peer() != null
                && later.peer().equals(earlier.peer())
                && isAlike(later.facts(), earlier.facts());
    }

    private static boolean isAlike(@Nullable PoolFacts later, @Nullable PoolFacts earlier) {
        return later != null
                && earlier != null
                && later.library().equals(earlier.library())
                && name(later).equals(name(earlier))
                && later.limit() == earlier.limit()
                && later.minimumIdle() == earlier.minimumIdle()
                && later.upkeep().equals(earlier.upkeep());
    }

    private static boolean isNamed(Pool pool) {
        PoolFacts facts = pool.facts();
        return facts != null && !name(facts).isEmpty();
    }

    /** Its own name; HikariCP numbers those that have none. */
    private static String name(PoolFacts facts) {
        String name = facts.name();
        return name == null || name.startsWith(GENERATED) ? "" : name;
    }

    private static Wording confirmed(Pool pool, @Nullable Pool successor, int left, long forNanos) {
        String server = pool.peer() == null ? "the server" : pool.peer().label();
        String open =
                (isPart(pool) ? "at least " : "") + Words.count(left, "connection", "connections") + " to " + server;
        String sentence = "Pool " + pool.name() + " " + fate(pool, successor) + ", but " + open + " "
                + (left == 1 ? "is" : "are") + " still open, for " + Words.duration(forNanos) + " by now.";
        String evidence = successor == null
                ? "Nobody has leased them, and no pool is left that could lend or close them."
                : "It has lent nothing since a pool of the same " + (isNamed(pool) ? "name" : "settings")
                        + " was built that lends in its place; it is one of "
                        + Words.count(successor.life().number())
                        + " built so far.";
        return Wording.of(sentence, evidence, advice(pool, successor))
                .linkedTo(links(pool))
                .with(pool.snapshot())
                .at(pool.peer())
                .asWarning();
    }

    /** What a pool opens beforehand is known to be its own only once it was lent. */
    private static boolean isPart(Pool pool) {
        return pool.facts() != null && pool.connections().size() < pool.facts().minimumIdle();
    }

    private static String fate(Pool pool, @Nullable Pool successor) {
        if (successor != null) {
            return "was replaced without being closed";
        }
        return pool.life().isForgotten() ? "became garbage without being closed" : "was closed";
    }

    private static String advice(Pool pool, @Nullable Pool successor) {
        if (successor == null && !pool.life().isForgotten()) {
            return "Each of them takes a place at the server until this process ends: find what keeps it from being closed"
                    + " (a driver's connection taken out of the pool by unwrap, a close that failed).";
        }
        return "Call close() on the data source before its successor is built, or build one and keep it: each that is"
                + " left behind holds its connections at the server until the process ends.";
    }

    private static List<SpanId> links(Pool pool) {
        List<SpanId> links = new ArrayList<>();
        for (var connection : pool.connections()) {
            if (connection.lease() == null && links.size() < MOST_LINKS) {
                links.add(connection.connectSpan());
            }
        }
        return links;
    }
}
