package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.event.TraceParent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All cases and how they are told: one record for each change of state, at most one a minute for a change within a
 * state; span, counter and notice from "confirmed" on.
 */
final class Cases {
    private static final int MOST = 512;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long SAY_AGAIN_NANOS = 10 * MINUTE_NANOS;

    private final SpanIds ids;
    private final FindingSpans spans;
    private final FindingSink sink;
    private final Notice notice;
    private final long processSalt;
    private final Counts confirmed = new Counts();
    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** When a line was last said of a kind at a site, or of a pool where the site is not known. */
    private final Map<String, Long> said = new HashMap<>();

    Cases(SpanIds ids, WallClock clock, FindingSink sink, Notice notice) {
        this.ids = ids;
        this.spans = new FindingSpans(clock);
        this.sink = sink;
        this.notice = notice;
        this.processSalt = ids.next();
    }

    /** Known or new; null if there are too many. */
    @Nullable
    Case of(String kind, @Nullable Pool pool, String site) {
        return of(kind, pool, site, "");
    }

    /** One for each part of what happened there. */
    @Nullable
    Case of(String kind, @Nullable Pool pool, String site, String part) {
        String key = key(kind, pool, site) + part;
        Case known = cases.get(key);
        if (known == null && cases.size() >= MOST) {
            forgetOne();
        }
        if (known == null && cases.size() < MOST) {
            known = new Case(kind, pool, site, id(key), ids.root());
            cases.put(key, known);
        }
        return known;
    }

    /** The oldest that is over, or whose pool is: what happens now needs the place more. */
    private void forgetOne() {
        for (Map.Entry<String, Case> each : cases.entrySet()) {
            Pool pool = each.getValue().pool;
            if (each.getValue().is(State.RESOLVED)
                    || (pool != null && pool.life().isOver())) {
                cases.remove(each.getKey());
                return;
            }
        }
    }

    /** What a rule knows of pools that are forgotten goes with them, but for what is to be told yet. */
    static void keepOnly(Collection<Pool> pools, Collection<Case> known) {
        known.removeIf(each -> each.pool != null && !each.changed && !pools.contains(each.pool));
    }

    Counts confirmed() {
        return confirmed;
    }

    /** At any site. */
    boolean isConfirmed(String kind, @Nullable Pool pool) {
        for (Case each : cases.values()) {
            if (each.pool == pool && each.kind.equals(kind) && each.is(State.CONFIRMED)) {
                return true;
            }
        }
        return false;
    }

    boolean isConfirmed(String kind, Pool pool, String site) {
        Case known = cases.get(key(kind, pool, site));
        return known != null && known.is(State.CONFIRMED);
    }

    private static String key(String kind, @Nullable Pool pool, String site) {
        return kind + " " + (pool == null ? 0 : pool.id()) + " " + site;
    }

    /** A record is due: the state changed, or what was counted did and a minute has passed. */
    boolean isDue(Case its, State state, long nowNanos, boolean last) {
        if (its.state != state) {
            return true;
        }
        return its.changed && (last || nowNanos - its.recordedNanos >= MINUTE_NANOS);
    }

    void suspect(Case its, Wording wording, long nowNanos) {
        its.state = State.SUSPECTED;
        record(its, wording, Finding.Severity.INFO, nowNanos);
    }

    void confirm(Case its, Wording wording, long nowNanos) {
        boolean anew = its.state != State.CONFIRMED;
        its.state = State.CONFIRMED;
        if (anew) {
            confirmed.add(its.kind, 1);
            place(its, wording);
            sink.findingSpan(spans.span(its, wording, nowNanos));
        }
        record(its, wording, wording.severity(), nowNanos);
        if (anew) {
            say(its, wording, nowNanos);
        }
    }

    void resolve(Case its, Wording wording, long nowNanos) {
        boolean wasConfirmed = its.state == State.CONFIRMED;
        its.state = State.RESOLVED;
        if (wasConfirmed) {
            place(its, wording);
            sink.findingSpan(spans.span(its, wording, nowNanos));
        }
        record(its, wording, Finding.Severity.INFO, nowNanos);
    }

    private void record(Case its, Wording wording, Finding.Severity severity, long nowNanos) {
        its.changed = false;
        its.recordedNanos = nowNanos;
        sink.finding(spans.record(its, wording, severity, nowNanos));
    }

    /** Each span of a case has an id of its own; it joins the trace of the other tracer in which its lease lies. */
    private void place(Case its, Wording wording) {
        SpanId own = ids.root();
        Lease lease = wording.leases().isEmpty() ? null : wording.leases().get(0);
        TraceParent parent = lease == null ? null : lease.trace().parent();
        its.span = own.within(parent);
    }

    private void say(Case its, Wording wording, long nowNanos) {
        boolean hasPlace = !its.site.equals(SiteCounts.UNKNOWN);
        String subject = hasPlace ? its.kind + " at " + its.site : its.kind;
        Pool pool = hasPlace ? null : its.pool;
        String key = pool == null ? subject : subject + " of " + pool.id();
        Long saidNanos = said.get(key);
        if (saidNanos == null || nowNanos - saidNanos >= SAY_AGAIN_NANOS) {
            if (said.size() >= MOST) {
                said.clear();
            }
            said.put(key, nowNanos);
            String help = " (" + Finding.help(its.kind) + ")";
            notice.say(subject + ": " + wording.sentence() + " " + wording.advice() + help);
        }
    }

    private String id(String key) {
        long hash = processSalt;
        for (int i = 0; i < key.length(); i++) {
            hash = SpanIds.mixed(hash ^ key.charAt(i));
        }
        return SpanId.hex(hash);
    }
}
