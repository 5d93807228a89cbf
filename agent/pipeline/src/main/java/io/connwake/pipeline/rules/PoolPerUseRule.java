package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Peer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same where nothing tells of invocations: a line builds pool after pool, each for a few acquires of the thread that
 * built it. Silent for a few, for those built together when a process starts, where other threads use them too, and
 * where each has a name of its own, as those of tenants have.
 */
final class PoolPerUseRule implements Rule {
    static final String KIND = PoolPerInvocationRule.KIND;
    private static final int LEAST = 10;
    private static final int MOST_LINES = 256;

    private final Ledger ledger;
    private final Cases cases;
    private final Map<String, PoolsOfLine> lines = new LinkedHashMap<>();

    PoolPerUseRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
        for (Pool pool : ledger.pools()) {
            if (pool.life().isTold()) {
                built(pool); // before there was any rule
            }
        }
    }

    @Override
    public void built(Pool pool) {
        SiteCounts site = ledger.sites().of(pool.life().site());
        if (pool.life().invocation() != null || pool.life().failure() != null || !site.isKnown()) {
            return;
        }
        String key = key(pool, site);
        PoolsOfLine known = lines.get(key);
        if (known == null && lines.size() >= MOST_LINES) {
            forgetOne();
        }
        if (known == null && lines.size() < MOST_LINES) {
            known = new PoolsOfLine(site.line());
            lines.put(key, known);
        }
        if (known != null) {
            known.built(pool);
        }
    }

    /** The oldest of which nothing is said and no pool is left. */
    private void forgetOne() {
        for (Map.Entry<String, PoolsOfLine> each : lines.entrySet()) {
            if (each.getValue().its == null && each.getValue().isOver()) {
                lines.remove(each.getKey());
                return;
            }
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        for (PoolsOfLine each : lines.values()) {
            each.keepOnly(pools);
        }
    }

    /** Whether it is said of the line that built it. */
    boolean explains(Pool pool) {
        PoolsOfLine line = lines.get(key(pool, ledger.sites().of(pool.life().site())));
        return line != null && line.its != null && line.its.is(State.CONFIRMED);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (PoolsOfLine each : lines.values()) {
            if (each.number() >= LEAST) {
                judge(each, nowNanos, last);
            }
        }
    }

    private void judge(PoolsOfLine line, long nowNanos, boolean last) {
        PoolsOfLine.Tally tally = line.tally();
        boolean isHabit = tally.spent >= LEAST && 4 * tally.others <= tally.spent;
        if (isHabit && tally.first != null && tally.last != null) {
            tell(line, tally, tally.first, nowNanos, last);
        } else if (!isHabit && line.its != null && line.its.is(State.CONFIRMED)) {
            String sentence = "The pools built at " + line.site + " serve longer, or others too.";
            cases.resolve(
                    line.its,
                    Wording.of(
                            sentence,
                            Words.count(tally.others) + " of " + Words.count(tally.others + tally.spent) + " do.",
                            ""),
                    nowNanos);
        }
    }

    private void tell(PoolsOfLine line, PoolsOfLine.Tally tally, Pool first, long nowNanos, boolean last) {
        Case its = line.its;
        if (its == null) {
            its = cases.of(KIND, first, line.site);
            line.its = its;
        }
        if (its == null) {
            return;
        }
        while (its.count < tally.spent) {
            its.more(first.life().startNanos());
        }
        if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
            cases.confirm(its, wording(line, tally, first), nowNanos);
        }
    }

    private static Wording wording(PoolsOfLine line, PoolsOfLine.Tally tally, Pool first) {
        boolean allClosed = tally.unclosed == 0;
        String sentence = Words.count(tally.spent) + " pools were built at one line, each for the thread that built it,"
                + " which borrowed " + Words.count(Math.round((double) tally.lent / tally.spent), "time", "times")
                + " from each on average and left it; "
                + (allClosed
                        ? "all of them were closed."
                        : Words.count(tally.unclosed, "was never closed.", "were never closed."));
        String evidence = "A build took " + Words.duration(tally.buildNanos / tally.spent) + ", "
                + Math.min(100, 100 * tally.buildNanos / Math.max(1, tally.useNanos))
                + " % of the time until all was given back."
                + (tally.open == 0 ? "" : open(tally, first.peer()));
        String place = first.life().buildsItself() ? "its first connection is taken at " : "it is built at ";
        String advice = "Build the pool once, not with each call (now " + place + line.site
                + "): in a field that lives as long as the process."
                + (allClosed ? "" : " Until then close each when it has served.");
        Wording wording = Wording.of(sentence, evidence, advice)
                .with(tally.last == null ? null : tally.last.snapshot())
                .at(first.peer());
        return allClosed ? wording.asWarning() : wording;
    }

    private static String open(PoolsOfLine.Tally tally, @Nullable Peer server) {
        return " At least " + Words.count(tally.open, "connection", "connections") + " of theirs to "
                + (server == null ? "the server" : server.words())
                + (tally.open == 1 ? " is" : " are") + " still open.";
    }

    /**
     * One configuration is what leads to the same server by the same library (not one deployed anew) and name, and is built at
     * the same line.
     */
    private static String key(Pool pool, SiteCounts site) {
        Peer peer = pool.peer();
        return pool.library() + " " + pool.copy() + " " + OrphanedConnectionsRule.nameOf(pool) + " "
                + (peer == null ? "" : peer.label() + "/" + peer.namespace()) + " " + site.line();
    }
}
