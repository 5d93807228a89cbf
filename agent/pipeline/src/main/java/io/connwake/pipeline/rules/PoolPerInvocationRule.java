package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Peer;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pool is built in most invocations, each for itself. Silent for one that the first invocation builds and the others
 * use, and for one that is built anew now and then.
 */
final class PoolPerInvocationRule implements Rule.OfEnded {
    static final String KIND = "pool_per_invocation";
    private static final int MOST = 256;

    private final Ledger ledger;
    private final Cases cases;
    private final Map<String, Builds> builds = new LinkedHashMap<>();
    private final Set<Pool> shared = new HashSet<>();

    PoolPerInvocationRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
    }

    /** The pools of one configuration that invocations built. */
    private static final class Builds {
        final Pool pool;
        Pool latest;
        final String site;
        final int first;
        int last;
        int invocations;
        int pools;
        long buildNanos;
        long endedNanos;
        int ended;

        @Nullable
        Case its;

        Builds(Pool pool, String site, int first) {
            this.pool = pool;
            this.latest = pool;
            this.site = site;
            this.first = first;
        }

        /** In at least every other one of the invocations since the first that did. */
        boolean isHabit() {
            return invocations >= 2 && 2 * invocations >= last - first + 1;
        }
    }

    @Override
    public void built(Pool pool) {
        Invocation within = pool.life().invocation();
        if (within == null || pool.life().failure() != null) {
            return;
        }
        Builds of = of(pool, within);
        if (of == null) {
            return;
        }
        of.pools++;
        of.latest = pool;
        of.buildNanos += pool.life().builtNanos() - pool.life().startNanos();
        if (of.last != within.number() || of.invocations == 0) {
            of.invocations++;
            of.last = within.number();
        }
        if (of.its != null) {
            of.its.more(pool.life().startNanos());
        }
    }

    /** One that serves a later invocation too was built for all of them. */
    @Override
    public void ended(Lease lease) {
        Pool pool = lease.pool();
        Invocation within = lease.invocation();
        if (pool == null || within == null) {
            return;
        }
        Invocation builder = pool.life().invocation();
        if (builder != null && builder != within && shared.add(pool)) {
            Builds of = builds.get(key(pool));
            if (of != null) {
                of.pools--;
                of.invocations--;
            }
        }
    }

    @Override
    public void ended(Invocation invocation) {
        for (Builds each : builds.values()) {
            if (each.last == invocation.number()) {
                each.endedNanos += invocation.nanos();
                each.ended++;
            }
        }
    }

    @Override
    public void keepOnly(Collection<Pool> pools) {
        shared.retainAll(pools);
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Builds each : builds.values()) {
            if (each.isHabit()) {
                tell(each, nowNanos, last);
            }
        }
    }

    private void tell(Builds of, long nowNanos, boolean last) {
        if (of.its == null) {
            of.its = cases.of(KIND, of.pool, of.site);
            if (of.its != null) {
                of.its.more(of.pool.life().startNanos());
                of.its.count = of.pools;
            }
        }
        Case its = of.its;
        if (its != null && cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
            cases.confirm(its, wording(of), nowNanos);
        }
    }

    private static Wording wording(Builds of) {
        Invocation invocation = of.pool.life().invocation();
        String function = invocation == null ? "the invocation" : invocation.function();
        String sentence = Words.count(of.pools, "pool", "pools") + " built in "
                + Words.count(of.invocations, "invocation", "invocations") + " of " + function
                + ": each builds one of its own.";
        String evidence = "A build took " + Words.duration(of.buildNanos / of.pools) + share(of) + ". "
                + Words.count(of.latest.life().unclosed() + 1, "of them was", "of them were")
                + " open when the last one was built.";
        String place = of.pool.life().buildsItself() ? "its first connection is taken at " : "it is built at ";
        String advice = "Build the pool once, outside " + function + " (now " + place + of.site
                + "): in a field that lives as long as the process, made before the first invocation.";
        return Wording.of(sentence, evidence, advice).with(of.latest.snapshot());
    }

    private static String share(Builds of) {
        if (of.ended == 0 || of.endedNanos <= 0) {
            return "";
        }
        long percent = Math.min(100, 100 * (of.buildNanos / of.pools) / Math.max(1, of.endedNanos / of.ended));
        return ", " + percent + " % of the time of such an invocation";
    }

    private @Nullable Builds of(Pool pool, Invocation within) {
        String key = key(pool);
        Builds known = builds.get(key);
        if (known == null && builds.size() < MOST) {
            known = new Builds(pool, siteOf(pool), within.number());
            builds.put(key, known);
        }
        return known;
    }

    /** What leads to the same server by the same library and is built at the same line is one configuration. */
    private String key(Pool pool) {
        Peer peer = pool.peer();
        return pool.library() + " " + (peer == null ? "" : peer.label() + "/" + peer.namespace()) + " " + siteOf(pool);
    }

    private String siteOf(Pool pool) {
        return ledger.sites().of(pool.life().site()).line();
    }
}
