package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolLibrary;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    /** For so long a pool that is replaced under load still lends to those who had it in hand. */
    private static final long OVERLAP_NANOS = 1_000_000_000L;
    /** Pools without a name of their own may be as equal and yet two: it takes longer to tell. */
    private static final String GENERATED = "HikariPool-";

    private final Ledger ledger;
    private final Cases cases;
    private final PoolPerUseRule perUse;
    private final Map<Pool, Orphanage> orphanages = new LinkedHashMap<>();
    private final Map<String, Orphans> lines = new LinkedHashMap<>();

    /** The second is heard before: what it says of a line is not said again. */
    OrphanedConnectionsRule(RuleContext context, PoolPerUseRule perUse) {
        ledger = context.ledger();
        cases = context.cases();
        this.perUse = perUse;
    }

    /** A pool that left connections behind. */
    private static final class Orphanage {
        final Orphans line;
        final long sinceNanos;
        int most;

        Orphanage(Orphans line, long sinceNanos) {
            this.line = line;
            this.sinceNanos = sinceNanos;
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        for (Map.Entry<Pool, Orphanage> each : orphanages.entrySet()) {
            if (!pools.contains(each.getKey())) {
                each.getValue().line.left.remove(each.getKey());
            }
        }
        orphanages.keySet().retainAll(pools);
        lines.values().removeIf(line -> line.left.isEmpty());
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Pool pool : ledger.pools()) {
            int left = left(pool);
            if (left > 0) {
                Pool successor = pool.life().isOver() ? null : successor(pool, nowNanos);
                if (successor != null
                        || (pool.life().isOver() && nowNanos - pool.life().closedNanos() >= GRACE_NANOS)) {
                    leave(pool, successor, left);
                    continue;
                }
            }
            Orphanage known = orphanages.get(pool);
            if (known != null) {
                settle(pool, known, left, nowNanos);
            }
        }
        for (Orphans line : lines.values()) {
            if (!line.left.isEmpty() && cases.isDue(line.its, State.CONFIRMED, nowNanos, last)) {
                cases.confirm(line.its, OrphansWording.confirmed(line.left, nowNanos), nowNanos);
            }
        }
    }

    /** Connections that it has and nobody uses. */
    private static int left(Pool pool) {
        return pool.connections().size() - pool.used();
    }

    private void leave(Pool pool, @Nullable Pool successor, int left) {
        Orphanage orphanage = orphanages.get(pool);
        if (orphanage == null) {
            Orphans line = line(pool, successor);
            if (line == null) {
                return;
            }
            long since = successor == null
                    ? pool.life().closedNanos()
                    : successor.life().builtNanos();
            orphanage = new Orphanage(line, since);
            orphanages.put(pool, orphanage);
        }
        orphanage.line.left.put(pool, new Orphans.Left(successor, left, orphanage.sinceNanos));
        for (; orphanage.most < left; orphanage.most++) {
            orphanage.line.its.more(orphanage.sinceNanos);
        }
    }

    /** Pools of one name that came to the same end, and that one line built; null where there is nothing to say. */
    private @Nullable Orphans line(Pool pool, @Nullable Pool successor) {
        SiteCounts site = ledger.sites().of(pool.life().site());
        String key = site.isKnown()
                ? pool.library() + " " + nameOf(pool) + " " + OrphansWording.fate(pool, successor, true) + " "
                        + site.line()
                : "pool " + pool.id();
        Orphans known = lines.get(key);
        if (known == null && !perUse.explains(pool)) {
            Case its = cases.of(KIND, pool, site.line());
            if (its != null) {
                known = new Orphans(its, key);
                lines.put(key, known);
            }
        }
        return known;
    }

    /** They are closed by now, or the pool lends again after all. */
    private void settle(Pool pool, Orphanage known, int left, long nowNanos) {
        boolean lends = !pool.life().isOver() && pool.lending().lastAcquiredNanos() - known.sinceNanos > 0;
        if (left > 0 && !lends) {
            return;
        }
        Orphans line = known.line;
        orphanages.remove(pool);
        line.left.remove(pool);
        if (!line.left.isEmpty()) {
            return;
        }
        lines.remove(line.key);
        if (line.its.is(State.CONFIRMED)) {
            String how = lends ? "It lends again." : "They are closed by now.";
            String sentence = "Pool " + pool.name() + " has no orphaned connections any more.";
            cases.resolve(line.its, Wording.of(sentence, how, "").at(pool.peer()), nowNanos);
        }
    }

    private @Nullable Pool successor(Pool pool, long nowNanos) {
        if (!isNamed(pool) // two of the same settings may well be meant to live side by side
                || pool.used() > 0
                || !pool.waits().isEmpty()
                || pool.facts() == null
                || !pool.lending().hasBegun()) {
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
        return later.lending().hasBegun()
                && later.life().startNanos() - earlier.life().startNanos() > 0
                && later.life().builtNanos() + OVERLAP_NANOS - earlier.lending().lastAcquiredNanos() > 0
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

    static boolean isNamed(Pool pool) {
        return !nameOf(pool).isEmpty();
    }

    /** Empty where it has none of its own. */
    static String nameOf(Pool pool) {
        PoolFacts facts = pool.facts();
        return facts == null ? "" : name(facts);
    }

    /** Its own name; HikariCP and Vibur number those that have none. */
    private static String name(PoolFacts facts) {
        String name = facts.name();
        return name == null || name.startsWith(GENERATED) || isNumberOfViburs(facts, name) ? "" : name;
    }

    /** {@code p12}. */
    private static boolean isNumberOfViburs(PoolFacts facts, String name) {
        boolean isNumbered = facts.library().equals(PoolLibrary.VIBUR) && name.length() > 1 && name.charAt(0) == 'p';
        for (int i = 1; isNumbered && i < name.length(); i++) {
            isNumbered = Character.isDigit(name.charAt(i));
        }
        return isNumbered;
    }
}
