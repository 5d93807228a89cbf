package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cases of one kind of misuse, by pool and line, with the last that was seen of each. */
final class MisuseCases {
    private final String kind;
    private final Ledger ledger;
    private final Cases cases;
    private final Map<Case, Seen> seen = new LinkedHashMap<>();

    MisuseCases(String kind, RuleContext context) {
        this.kind = kind;
        this.ledger = context.ledger();
        this.cases = context.cases();
    }

    /** One case. */
    static final class Seen {
        final Case its;
        final List<Lease> leases = new ArrayList<>();
        Misused last;
        /** The latest by another thread than the last. */
        @Nullable
        Misused ofOtherThread;

        boolean isGrave;
        boolean wasLentAgain;

        Seen(Case its, Misused first) {
            this.its = its;
            this.last = first;
        }

        void more(Misused event, @Nullable Lease lease) {
            if (!event.thread().equals(last.thread())) {
                ofOtherThread = last;
            }
            last = event;
            wasLentAgain |= event.lentAgain();
            its.more(event.atNanos());
            if (lease != null && leases.isEmpty()) {
                leases.add(lease);
            }
        }
    }

    /** Null if there are too many. */
    @Nullable
    Seen add(Misused event, @Nullable Lease lease, @Nullable Site at) {
        Case its = cases.of(kind, pool(event.poolId()), line(at));
        if (its == null) {
            return null;
        }
        Seen known = seen.get(its);
        if (known == null) {
            known = new Seen(its, event);
            seen.put(its, known);
        }
        known.more(event, lease);
        if (lease != null) {
            lease.belongsTo(kind);
        }
        return known;
    }

    Iterable<Seen> all() {
        return seen.values();
    }

    static String line(@Nullable Site site) {
        return site == null ? SiteCounts.UNKNOWN : site.line().toString();
    }

    static String at(@Nullable Site site) {
        return site == null ? "" : " at " + site.line();
    }

    static String thread(@Nullable ThreadRef thread) {
        return thread == null ? "another thread" : "thread " + thread.label();
    }

    static String acquired(Misused event) {
        return event.acquireSite() == null ? "" : " It was acquired at " + line(event.acquireSite()) + ".";
    }

    static String connection(Case its) {
        return its.pool == null ? "A connection" : "A connection of pool " + its.pool.name();
    }

    private @Nullable Pool pool(long id) {
        for (Pool each : ledger.pools()) {
            if (id != 0 && each.id() == id) {
                return each;
            }
        }
        return null;
    }
}
