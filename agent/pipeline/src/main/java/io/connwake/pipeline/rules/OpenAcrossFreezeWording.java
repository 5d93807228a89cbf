package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.metrics.Timing;
import java.util.List;

/** What is said of connections that a frozen function keeps. */
final class OpenAcrossFreezeWording {
    private final Frameworks frameworks;

    OpenAcrossFreezeWording(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    Wording kept(Pool pool, OpenAcrossFreezeRule.Kept kept, int invocations) {
        String sentence = "Pool " + pool.name() + " keeps " + Words.count(kept.open, "connection", "connections")
                + " open while the environment is frozen, but never more than " + Words.count(kept.needed)
                + (kept.needed == 1 ? " was" : " were") + " in use at once.";
        String evidence =
                "Seen at " + Words.count(kept.freezes) + " freezes of up to " + Words.duration(kept.longestNanos)
                        + ", in " + Words.count(invocations, "invocation", "invocations") + ". At the server that is "
                        + Words.count(kept.open) + " × the number of environments, where " + Words.count(kept.needed)
                        + " × as many would do.";
        return Wording.of(sentence, evidence, advice(pool, kept.needed))
                .with(pool.snapshot())
                .asWarning();
    }

    /** More of it was needed after all, or it was closed. */
    Wording needed(Pool pool, OpenAcrossFreezeRule.Kept kept) {
        String sentence = "Pool " + pool.name() + " keeps no more open through a freeze than it needs.";
        String evidence =
                "Open are " + Words.count(kept.open) + ", in use at once were up to " + Words.count(kept.needed) + ".";
        return Wording.of(sentence, evidence, "").with(pool.snapshot());
    }

    Wording out(Case its, OpenAcrossFreezeRule.Out out) {
        String sentence = Words.count(its.count, "lease", "leases") + " of pool " + out.pool.name()
                + (its.count == 1 ? " was" : " were")
                + " out while the environment was frozen: not returned when the invocation ended"
                + (out.returned == its.count ? ", but later." : ".");
        String evidence = "The environment was frozen for up to " + Words.duration(out.longestNanos)
                + " with a connection in use, on which its server, or something between, may give up.";
        String advice = out.returned > 0
                ? "Wait in the handler for what it started (" + its.site
                        + ") before it returns: after that the environment may stop at any moment, for any time."
                : "Close it in a try-with-resources (" + its.site
                        + "): what is out when the handler returns stays so for as long as nobody calls.";
        return Wording.of(sentence, evidence, advice)
                .about(List.of(out.latest))
                .with(out.pool.snapshot())
                .asWarning();
    }

    private String advice(Pool pool, int needed) {
        PoolProperties properties = PoolProperties.of(pool.library());
        StringBuilder advice =
                new StringBuilder("Set ").append(properties.setCount(PoolSetting.LIMIT, needed, frameworks));
        if (properties.has(PoolSetting.MINIMUM_IDLE)) {
            advice.append(" and ").append(properties.setCount(PoolSetting.MINIMUM_IDLE, needed, frameworks));
        }
        long connectNanos = pool.meters().meanNanos(Timing.CREATE);
        if (connectNanos > 0) {
            advice.append("; a connect took ").append(Words.duration(connectNanos));
        }
        return advice.append(". An environment serves one invocation at a time.")
                .toString();
    }
}
