package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Connect;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.SpanId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of pools that came to the same end and left connections open. */
final class OrphansWording {
    private static final int MOST_LINKS = 20;

    private OrphansWording() {}

    /** Of one line, at least one. */
    static Wording confirmed(Map<Pool, Orphans.Left> orphans, long nowNanos) {
        Map.Entry<Pool, Orphans.Left> oldest = orphans.entrySet().iterator().next();
        Pool pool = oldest.getKey();
        Pool successor = oldest.getValue().successor();
        long forNanos = nowNanos - oldest.getValue().sinceNanos();
        int left = 0;
        boolean isPart = false;
        List<SpanId> links = new ArrayList<>();
        for (Map.Entry<Pool, Orphans.Left> each : orphans.entrySet()) {
            left += each.getValue().connections();
            isPart |= isPart(each.getKey());
            link(each.getKey(), links);
        }
        String server = pool.peer() == null ? "the server" : pool.peer().words();
        String open = (isPart ? "at least " : "") + Words.count(left, "connection", "connections") + " to " + server;
        boolean one = orphans.size() == 1;
        String sentence = (one ? "Pool " + pool.name() : several(pool, orphans.size())) + " "
                + fate(pool, successor, one) + ", but " + open + (left == 1 ? " is" : " are") + " still open, "
                + (one ? "" : "the longest ") + "for " + Words.duration(forNanos) + " by now.";
        return Wording.of(sentence, evidence(pool, successor, one), advice(pool, successor))
                .linkedTo(links)
                .with(pool.snapshot())
                .at(pool.peer())
                .asWarning();
    }

    private static String several(Pool pool, int pools) {
        String name = OrphanedConnectionsRule.nameOf(pool);
        return Words.count(pools) + " pools" + (name.isEmpty() ? "" : " " + name);
    }

    private static String evidence(Pool pool, @Nullable Pool successor, boolean one) {
        if (successor == null) {
            return "Nobody has leased them, and no pool is left that could lend or close them.";
        }
        return (one ? "It has" : "The first of them has") + " lent nothing since a pool of the same "
                + (OrphanedConnectionsRule.isNamed(pool) ? "name" : "settings")
                + " was built that lends in its place; it is one of "
                + Words.count(successor.life().number()) + " built so far.";
    }

    /** What a pool opens beforehand is known to be its own only once it was lent. */
    private static boolean isPart(Pool pool) {
        return pool.facts() != null && pool.connections().size() < pool.facts().minimumIdle();
    }

    /** What became of the pool, or of such pools. */
    static String fate(Pool pool, @Nullable Pool successor, boolean one) {
        if (pool.life().isForgotten()) {
            return "became garbage without being closed";
        }
        return (one ? "was " : "were ") + (successor == null ? "closed" : "replaced without being closed");
    }

    private static String advice(Pool pool, @Nullable Pool successor) {
        if (successor == null && !pool.life().isForgotten()) {
            return "Each of them takes a place at the server until this process ends: find what keeps it from being closed"
                    + " (a driver's connection taken out of the pool by unwrap, a close that failed).";
        }
        return "Call close() on the data source before its successor is built, or build one and keep it: each that is"
                + " left behind holds its connections at the server until the process ends.";
    }

    private static void link(Pool pool, List<SpanId> links) {
        for (Connection connection : pool.connections()) {
            Connect connect = connection.connect();
            if (connect != null && connection.lease() == null && links.size() < MOST_LINKS) {
                links.add(connect.span());
            }
        }
    }
}
