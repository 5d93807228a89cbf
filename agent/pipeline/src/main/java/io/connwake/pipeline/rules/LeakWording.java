package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.StillOpen.Holder;
import io.connwake.recorder.event.ThreadRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a leak. */
final class LeakWording {
    private static final long SECOND = 1_000_000_000L;

    private final Frameworks frameworks;

    LeakWording(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    Wording suspected(LeakCase leak, List<Lease> leases, long nowNanos) {
        String sentence = connections(leak.suspects.size(), leak.its.pool) + " may have been forgotten"
                + (leak.counts.isKnown() ? " here." : ".");
        return Wording.of(sentence, whereabouts(leases.get(0), nowNanos), advice(leak))
                .about(leases)
                .with(snapshot(leak.its.pool));
    }

    Wording confirmed(LeakCase leak, List<Lease> leases, int gone, long nowNanos) {
        Pool pool = leak.its.pool;
        String sentence = connections(leak.missing(), pool) + (leak.missing() == 1 ? " was" : " were")
                + (leak.counts.isKnown() ? " acquired here" : " acquired by unknown code") + " and never returned";
        if (pool != null && pool.most() > 0 && gone > 0) {
            sentence += "; " + gone + " of the pool's " + pool.most() + (gone == 1 ? " is" : " are") + " gone";
        }
        String evidence = path(leak.counts) + LineTally.likely(leak.likely()) + taken(leak) + " Last: "
                + whereabouts(leases.get(0), nowNanos);
        return Wording.of(sentence + ".", evidence, advice(leak)).about(leases).with(snapshot(pool));
    }

    Wording resolved(LeakCase leak, List<Lease> leases) {
        boolean late = leak.its.count > 0;
        String sentence = late
                ? connections(leak.its.count, leak.its.pool) + " came back late."
                : "What may have been forgotten" + (leak.counts.isKnown() ? " here" : "") + " was returned.";
        String evidence = late
                ? "Held for up to " + Words.duration(leak.longestLateNanos()) + "."
                : path(leak.counts) + " Nothing is missing.";
        String advice = late ? "Give it back as soon as it is no longer used." : "Nothing to do.";
        return Wording.of(sentence, evidence, advice).about(leases).with(snapshot(leak.its.pool));
    }

    private static @Nullable PoolSnapshot snapshot(@Nullable Pool pool) {
        return pool == null ? null : pool.snapshot();
    }

    private static String connections(long count, @Nullable Pool pool) {
        String connections = Words.count(count, "connection", "connections");
        return pool == null ? connections : connections + " of pool " + pool.name();
    }

    /** On which path the lost ones ended, beside those that came back. */
    private static String path(SiteCounts counts) {
        String here = counts.isKnown() ? " lost here " : " lost so ";
        long cleanReturns = counts.returned() - counts.returnedAfterError();
        if (counts.lostAfterError() == 0) {
            String lost = counts.lost() == 1 ? "The one" : "None of the " + Words.count(counts.lost());
            return lost + here + "saw " + (counts.lost() == 1 ? "no" : "an") + " SQLException; "
                    + (counts.returned() == 0 ? "none" : Words.count(counts.returned())) + " came back.";
        }
        String path = Words.count(counts.lostAfterError()) + " of " + Words.count(counts.lost()) + here
                + "ended after an SQLException; " + Words.count(cleanReturns) + " without one came back";
        return counts.returnedAfterError() == 0
                ? path + "."
                : path + ", and " + Words.count(counts.returnedAfterError()) + " after one.";
    }

    private static String taken(LeakCase leak) {
        int taken = leak.takenBack();
        return taken == 0
                ? ""
                : " The pool itself took " + (taken == leak.missing() ? "all of them" : Words.count(taken)) + " back.";
    }

    private static String whereabouts(Lease lease, long nowNanos) {
        StillOpen look = lease.watch().look();
        if (lease.outcome() == Outcome.ABANDONED || look == null) {
            return "its handle became garbage, nobody can close it any more.";
        }
        ThreadRef thread = lease.thread();
        String name = thread == null ? "its thread" : "thread " + thread.label();
        String unused = "unused for " + Words.duration(nowNanos - lease.watch().lastUsedNanos()) + ", ";
        Invocation invocation = lease.invocation();
        if (lease.isOutlived() && invocation != null) {
            unused += "its invocation " + invocation.function() + " has ended, ";
        }
        if (look.holder() == Holder.DEAD) {
            return unused + name + " has ended.";
        }
        return unused + "the method that owned it has returned; " + name
                + (look.holderAt() == null ? " is elsewhere." : " is now at " + look.holderAt() + ".");
    }

    /** The line itself, or where it only passes connections on those to which it did. */
    private static String owners(LeakCase leak) {
        LineTally owners = new LineTally();
        for (Lease lease : leak.leases()) {
            Site site = lease.likelySite();
            owners.add(site == null ? leak.its.site : site.owner().toString(), 1);
        }
        return owners.isEmpty() ? leak.its.site : owners.main();
    }

    /** Who has a session never saw the connection. */
    private static String close(LeakCase leak) {
        for (Lease lease : leak.leases()) {
            Site site = lease.likelySite();
            if (site != null && site.keeper() == Site.Keeper.SESSION) {
                return "Close the session that acquired it at " + owners(leak)
                        + " (EntityManager, SqlSession) on every path, or end its transaction.";
            }
        }
        long byOthers = leak.counts.returnedByOthers();
        if (2 * byOthers > leak.counts.returned()) { // closed where it was acquired, it would be so under who got it
            return "Close it on every path of what it is handed to at " + owners(leak)
                    + ", also where that is dropped and never runs, or acquire it there: "
                    + Words.count(byOthers) + " of the " + Words.count(leak.counts.returned())
                    + " that came back were closed by another thread.";
        }
        return "Close it in a try-with-resources at " + owners(leak) + ".";
    }

    private String advice(LeakCase leak) {
        String close = leak.counts.isKnown()
                ? close(leak)
                : "Close every connection in a try-with-resources; connwake.sites=all tells at which line.";
        Pool pool = leak.its.pool;
        PoolProperties properties = PoolProperties.of(pool == null ? "" : pool.library());
        if (pool == null || !properties.has(PoolSetting.LEAK) || leak.takenBack() > 0) {
            return close;
        }
        if (!properties.takesBack()) {
            return close + " Until then " + properties.name(PoolSetting.LEAK, frameworks)
                    + " only logs, it gives nothing back.";
        }
        long timeout = Math.max(10 * SECOND, 10 * pool.lending().longestUseNanos());
        return close + " As a stopgap " + properties.set(PoolSetting.LEAK, timeout, frameworks)
                + " takes lost ones back (the longest use that ended by itself took "
                + Words.duration(pool.lending().longestUseNanos()) + ").";
    }
}
