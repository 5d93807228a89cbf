package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.List;

/** What is said of a pool that ran out. */
final class ExhaustionWording {
    private final Frameworks frameworks;
    private final Cases cases;

    ExhaustionWording(Frameworks frameworks, Cases cases) {
        this.frameworks = frameworks;
        this.cases = cases;
    }

    Wording confirmed(Exhaustion exhaustion, long nowNanos) {
        Pool pool = exhaustion.pool;
        StringBuilder sentence = new StringBuilder("Pool ").append(pool.name()).append(" is exhausted: ");
        sentence.append(
                        exhaustion.most == 1
                                ? "its one connection is"
                                : "all " + Words.count(exhaustion.most) + " connections"
                                        + (pool.limit() < 0 ? " that it has are" : " are"))
                .append(" leased");
        if (exhaustion.timeouts > 0) {
            sentence.append(", ")
                    .append(Words.count(exhaustion.timeouts, "acquire", "acquires"))
                    .append(" waited in vain");
        }
        long waiting = waiting(exhaustion);
        if (waiting > 0) {
            sentence.append(", ").append(Words.count(waiting, "still waits", "still wait"));
        }
        sentence.append(" (longest wait ")
                .append(Words.duration(exhaustion.longestWaitNanos))
                .append(").");
        return Wording.of(sentence.toString(), holders(exhaustion, nowNanos), advice(exhaustion))
                .about(exhaustion.leases())
                .with(exhaustion.snapshot);
    }

    Wording resolved(Exhaustion exhaustion) {
        return Wording.of(
                        "Pool " + exhaustion.pool.name() + " hands out connections again.",
                        "Acquires succeed and none waits too long; the longest wait was "
                                + Words.duration(exhaustion.longestWaitNanos) + ".",
                        advice(exhaustion))
                .about(exhaustion.leases())
                .with(exhaustion.pool.snapshot());
    }

    /** Where one of those that are named still waits: that, and all others that do. */
    private static long waiting(Exhaustion exhaustion) {
        long waiting = 0;
        for (Lease waiter : exhaustion.waiters) {
            waiting += waiter.acquired() == null && waiter.failed() == null ? 1 : 0;
        }
        return waiting == 0 ? 0 : Math.max(waiting, exhaustion.pool.waits().size());
    }

    private static String holders(Exhaustion exhaustion, long nowNanos) {
        List<String> parts = new ArrayList<>();
        for (Lease holder : exhaustion.holders) {
            parts.add(holder(holder, nowNanos));
        }
        for (Lease closer : exhaustion.namedClosers()) {
            parts.add("the transaction of what " + who(closer) + " acquired and closed after "
                    + Words.duration(closer.endNanos() - closer.acquiredNanos()));
        }
        int lost = Math.max(0, exhaustion.pool.lost() - abandoned(exhaustion.holders));
        int more = exhaustion.snapshot.used() - exhaustion.unseen - parts.size() - lost;
        if (more > 0) {
            parts.add("and " + Words.count(more) + " more");
        }
        if (lost > 0) {
            parts.add(Words.count(lost, "handle that is", "handles that are") + " garbage");
        }
        if (exhaustion.unseen > 0) {
            parts.add("whoever acquired " + Words.count(exhaustion.unseen)
                    + " before the agent came, as the pool itself counts: it is not known who has "
                    + (exhaustion.unseen == 1 ? "it" : "them"));
        }
        return "Held by " + String.join("; ", parts) + "." + notLookedUp(exhaustion);
    }

    /** Of those that are named, how many lines were not looked up; where none is known otherwise, that of most. */
    private static String notLookedUp(Exhaustion exhaustion) {
        List<Lease> named = new ArrayList<>(exhaustion.holders);
        named.addAll(exhaustion.namedClosers());
        int known = 0;
        int likely = 0;
        for (Lease each : named) {
            known += each.likelySite() == null ? 0 : 1;
            likely += each.site() == null && each.likelySite() != null ? 1 : 0;
        }
        if (known > 0) {
            return LineTally.likely(likely);
        }
        Site usual = exhaustion.pool.lending().usualSite();
        return usual == null || named.isEmpty()
                ? ""
                : " Of the pool's leases whose line was looked up, most are acquired at " + usual.line() + ".";
    }

    private static int abandoned(Iterable<Lease> holders) {
        int count = 0;
        for (Lease each : holders) {
            count += each.outcome() == Outcome.ABANDONED ? 1 : 0;
        }
        return count;
    }

    private static String holder(Lease holder, long nowNanos) {
        String who = who(holder);
        if (holder.outcome() == Outcome.ABANDONED) {
            return who + " (lost: its handle is garbage)";
        }
        if (!holder.isOpen()) {
            return who + " for " + Words.duration(holder.endNanos() - holder.acquiredNanos()) + " (returned since)";
        }
        return who + " for " + Words.duration(nowNanos - holder.acquiredNanos()) + state(holder);
    }

    private static String who(Lease holder) {
        Site site = holder.likelySite();
        ThreadRef thread = holder.thread();
        return (site == null ? "unknown code" : site.line().toString())
                + (thread == null ? "" : " on " + thread.label());
    }

    private static String state(Lease holder) {
        StillOpen look = holder.watch().look();
        if (look == null) {
            return "";
        }
        return switch (look.holder()) {
            case HOLDING, RETURNED, AGAIN ->
                look.holderAt() == null ? " (in use)" : " (now at " + look.holderAt() + ")";
            case GONE -> " (its method has returned)";
            case DEAD -> " (its thread has ended)";
            case HANDED_OVER -> " (used by another thread)";
            case KEEPING -> " (for a lock or a LISTEN of its session)";
            case UNKNOWN -> "";
        };
    }

    private String advice(Exhaustion exhaustion) {
        Pool pool = exhaustion.pool;
        PoolProperties properties = PoolProperties.of(pool.library());
        String remedy = remedy(exhaustion, properties);
        PoolFacts facts = pool.facts();
        boolean isEndless = facts != null && facts.acquireTimeoutNanos() == PoolFacts.ENDLESS;
        if (!isEndless || exhaustion.timeouts > 0) { // where 0 means none at all, it is told by those who failed
            return remedy;
        }
        return remedy + " The wait is endless: set " + properties.name(PoolSetting.ACQUIRE_TIMEOUT, frameworks)
                + ", so that callers fail instead of hanging.";
    }

    private String remedy(Exhaustion exhaustion, PoolProperties properties) {
        String larger = properties.largerLimit(frameworks);
        long leaked = leaked(exhaustion);
        if (leaked > 0) {
            return (leaked == 1 ? "One of them is leaked" : Words.count(leaked) + " of them are leaked")
                    + ": mend that first, " + larger + " only delays this.";
        }
        if (!exhaustion.closed.isEmpty()) {
            return transactions(exhaustion) + "; " + larger + " would only pay for that.";
        }
        if (exhaustion.unseen > 0) {
            return "What comes back is known from its next acquire on; what never does is leaked: start the JVM"
                    + " with -javaagent to learn from which line.";
        }
        HoldersAgain again = new HoldersAgain(exhaustion);
        if (!again.isEmpty()) {
            return again.advice() + "; " + larger + " only delays this.";
        }
        HoldersElsewhere elsewhere = new HoldersElsewhere(exhaustion, cases);
        if (!elsewhere.isEmpty()) {
            return elsewhere.advice(frameworks) + "; " + larger + " would only pay for the idle time.";
        }
        if (elsewhere.mayBlockTheOthers()) {
            return "If the others, which are at work in the database, wait there for a lock of " + elsewhere.blockers()
                    + ", end that transaction sooner: " + larger + " would only let more wait for it.";
        }
        return "Shorten what holds them, or raise "
                + properties.name(PoolSetting.LIMIT, frameworks) + " above " + Words.count(exhaustion.most)
                + ": "
                + Words.count(exhaustion.wanted()) + " were wanted at once.";
    }

    private static String transactions(Exhaustion exhaustion) {
        LineTally lines = new LineTally();
        for (Lease closer : exhaustion.closed) {
            lines.add(closer);
        }
        String who = lines.isEmpty()
                ? "connections are acquired"
                : (lines.mainPercent() < 100 ? "mostly " : "") + lines.main() + " acquires";
        return "End the transactions in which " + who
                + " sooner, and on every path: what is closed in one stays with it until it ends";
    }

    private static long leaked(Exhaustion exhaustion) {
        long leaked =
                Math.max(exhaustion.pool.lost(), abandoned(exhaustion.holders)); // a pool that is over has lost none
        for (Lease holder : exhaustion.holders) {
            leaked += holder.isOpen() && LeakRule.KIND.equals(holder.finding()) ? 1 : 0;
        }
        return leaked;
    }
}
