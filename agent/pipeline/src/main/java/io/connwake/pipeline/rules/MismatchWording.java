package io.connwake.pipeline.rules;

import io.connwake.pipeline.idle.IdleEvidence;
import io.connwake.pipeline.idle.KnownLimit;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolFacts;
import org.jspecify.annotations.Nullable;

/** What is said of a pool that keeps connections for longer than their server does. */
final class MismatchWording {
    private final IdleRemedies remedies;

    MismatchWording(RuleContext context) {
        remedies = new IdleRemedies(context);
    }

    Wording seen(Pool pool, Peer peer, long keeps, @Nullable IdleEvidence evidence) {
        String limit = evidence == null ? "" : IdleWords.evidence(evidence, peer.words());
        long safe = evidence == null ? 0 : IdleRemedies.safeNanos(evidence);
        return of(pool, sentence(pool, keeps) + " its server gives up sooner.", limit, remedies.ofPool(pool, safe));
    }

    Wording known(Pool pool, Peer peer, long keeps, KnownLimit limit) {
        long safe = IdleRemedies.rounded(limit.nanos() - limit.nanos() / 6);
        return of(
                pool,
                sentence(pool, keeps) + " its server is known to give up after " + limit.words()
                        + ", unless that was changed there.",
                peer.label() + " is named like it; nothing died of it here yet.",
                remedies.ofPool(pool, safe));
    }

    /** @param wasReset else more was learned of the server */
    Wording resolved(Pool pool, long keeps, boolean wasReset) {
        String sentence = wasReset
                ? "Pool " + pool.name() + " lets no connection idle for longer than " + Words.duration(keeps) + "."
                : "Pool " + pool.name()
                        + " lets no connection idle for longer than its server does, as is known by now.";
        String evidence = wasReset
                ? "Its settings were changed."
                : "Connections have outlived what looked like a limit of their server, or more is known of it.";
        return of(pool, sentence, evidence, "Nothing is left to do.");
    }

    private static String sentence(Pool pool, long keeps) {
        String time = keeps == PoolFacts.ENDLESS ? "for ever" : "for up to " + Words.duration(keeps);
        return "Pool " + pool.name() + " lets a connection idle " + time + ", which";
    }

    private static Wording of(Pool pool, String sentence, String evidence, String advice) {
        return Wording.of(sentence, evidence, advice).asWarning().with(pool.snapshot());
    }
}
