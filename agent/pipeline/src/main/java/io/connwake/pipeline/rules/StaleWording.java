package io.connwake.pipeline.rules;

import io.connwake.pipeline.idle.IdleEvidence;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolFacts;
import org.jspecify.annotations.Nullable;

/** What is said of connections that died while they were idle. */
final class StaleWording {
    private static final long FROZEN_NANOS = 1_000_000_000L;

    private final Ledger ledger;
    private final IdleRemedies remedies;

    StaleWording(RuleContext context) {
        ledger = context.ledger();
        remedies = new IdleRemedies(context);
    }

    Wording confirmed(StaleCase stale, IdleEvidence evidence) {
        return of(stale, sentence(stale), evidence(stale, evidence), advice(stale, evidence));
    }

    /** Nothing that a server or a pool is set to would have kept them. */
    Wording inherited(StaleCase stale) {
        String sentence = Words.count(stale.met, "connection", "connections") + where(stale)
                + (stale.met == 1 ? " was" : " were")
                + " opened before the snapshot and used after the restore, dead: the application met the error.";
        String evidence =
                "No socket outlives a snapshot, and every environment that is restored from it begins with the same."
                        + (stale.pool == null
                                ? ""
                                : " The pool lent what had idled for " + Words.duration(stale.longestNanos) + ".");
        String what = stale.pool == null ? "Open it" : "Build the pool";
        String advice =
                what + " in the first event, or close what is open before the snapshot, in beforeCheckpoint of an"
                        + " org.crac.Resource, so that the first event opens anew.";
        return of(stale, sentence, evidence, advice);
    }

    /** Something ended them all, whatever their age. */
    Wording restarted(StaleCase stale) {
        long all = stale.ended + stale.met + stale.absorbed;
        String sentence = Words.count(all, "connection", "connections") + where(stale)
                + (all == 1 ? " was" : " were")
                + " ended from outside: a restart, a failover or an administrator, not an idle limit.";
        String evidence = stale.ended > 0
                ? "The server said so of " + Words.count(stale.ended) + " of " + Words.count(all) + "."
                : "They died together, after idle times from " + Words.duration(stale.shortestNanos) + " to "
                        + Words.duration(stale.longestNanos) + ".";
        if (stale.absorbed > 0) {
            evidence += " The pool's test found " + Words.count(stale.absorbed) + " of them.";
        }
        String advice = stale.pool == null
                ? "Open it anew when a call fails with a connection error."
                : "Nothing is wrong with its idle settings; where its borrowers must not notice, let it test: "
                        + remedies.testing(stale.pool) + ".";
        return of(stale, sentence, evidence, advice);
    }

    private static Wording of(StaleCase stale, String sentence, String evidence, String advice) {
        Pool pool = stale.pool;
        return Wording.of(sentence, evidence, advice)
                .about(stale.leases)
                .linkedTo(stale.connections)
                .with(pool == null ? null : pool.snapshot())
                .at(stale.peer);
    }

    private static String sentence(StaleCase stale) {
        String shortest = Words.duration(stale.shortestNanos);
        String longest = Words.duration(stale.longestNanos);
        String idle = shortest.equals(longest) ? longest : shortest + " to " + longest;
        String died =
                Words.count(stale.met, "connection", "connections") + where(stale) + " died while idle (" + idle + ") ";
        if (stale.isInHands()) {
            return died + "after " + (stale.met == 1 ? "it was" : "they were")
                    + " lent: the application met the error.";
        }
        return died + "and " + (stale.met == 1 ? "was" : "were") + (stale.pool == null ? " used" : " lent")
                + " all the same: the application met the error.";
    }

    private static String where(StaleCase stale) {
        return stale.pool == null ? " to " + stale.peer.words() : " of pool " + stale.pool.name();
    }

    private static String evidence(StaleCase stale, IdleEvidence evidence) {
        StringBuilder text = new StringBuilder(IdleWords.evidence(evidence, stale.peer.words()));
        ErrorFacts told = stale.told;
        if (told != null) {
            String state = told.sqlState();
            text.append(" The server itself says that they were idle for too long (")
                    .append(told.vendorCode() != 0 || state == null ? "code " + told.vendorCode() : "SQLState " + state)
                    .append(").");
        }
        if (stale.absorbed > 0) {
            text.append(' ')
                    .append(Words.count(stale.absorbed, "more was found", "more were found"))
                    .append(" by the pool's test.");
        }
        if (stale.frozenNanos >= FROZEN_NANOS) {
            text.append(" Meanwhile the environment was frozen, for up to ")
                    .append(Words.duration(stale.frozenNanos))
                    .append(", in which no pool can test or close anything.");
        }
        return text.append(stale.isInHands() ? "" : kept(stale.pool)).toString();
    }

    /** What the pool is set to now. */
    private static String kept(@Nullable Pool pool) {
        PoolFacts facts = pool == null ? null : pool.facts();
        if (pool == null || facts == null) {
            return "";
        }
        long keeps = IdleKeeping.nanos(facts);
        String spared = spared(facts);
        String text = keeps == PoolFacts.ENDLESS
                ? " The pool keeps an idle connection for ever"
                : keeps > 0 ? " The pool keeps an idle connection for up to " + Words.duration(keeps) + spared : "";
        boolean lendsUntested = Boolean.FALSE.equals(facts.upkeep().testsOnBorrow());
        if (lendsUntested) {
            String lends = spared.isEmpty() ? " and lends it without a test" : ", and lends them without a test";
            text += text.isEmpty() ? " The pool lends without a test" : lends;
        }
        return text.isEmpty() ? "" : text + ".";
    }

    /** {@code , but minIdle=2 of them for ever}: those that its idle timeout leaves alone. */
    private static String spared(PoolFacts facts) {
        long longest = IdleKeeping.nanosOfMinimum(facts);
        if (!LibrarySettings.sparesMinimum(facts) || longest <= IdleKeeping.nanos(facts)) {
            return "";
        }
        String endless = LibrarySettings.endsSparedOnesToo(facts) ? "longer" : "ever";
        return ", but " + PoolProperties.of(facts.library()).plain(PoolSetting.MINIMUM_IDLE) + "=" + facts.minimumIdle()
                + " of them for " + (longest == PoolFacts.ENDLESS ? endless : "up to " + Words.duration(longest));
    }

    private String advice(StaleCase stale, IdleEvidence evidence) {
        if (stale.isInHands()) {
            return "Close the connection before what takes so long, and acquire anew after it: no setting of the pool helps"
                    + " while it is lent.";
        }
        long safe = IdleRemedies.safeNanos(evidence);
        return stale.pool == null
                ? IdleRemedies.ofKept(ledger.metersTo(stale.peer), safe)
                : remedies.ofPool(stale.pool, safe);
    }
}
