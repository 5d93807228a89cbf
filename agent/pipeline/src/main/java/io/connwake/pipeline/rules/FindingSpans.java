package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.pipeline.spans.Common;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.TraceParent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A case as log record and as span. */
final class FindingSpans {
    private static final int MOST_LINKS = 50;
    private static final long NANOS = 1_000_000_000L;

    private final WallClock clock;

    FindingSpans(WallClock clock) {
        this.clock = clock;
    }

    Finding record(Case its, Wording wording, Finding.Severity severity, long nowNanos) {
        return new Finding(
                clock.epochNanosAt(nowNanos),
                its.kind,
                state(its),
                severity,
                wording.sentence(),
                attributes(its, wording).build(),
                its.span);
    }

    Span span(Case its, Wording wording, long nowNanos) {
        Attributes.Builder attributes = attributes(its, wording).put(Names.FINDING_SENTENCE, wording.sentence());
        boolean confirmed = state(its) == Finding.State.CONFIRMED;
        return new Span(
                its.span,
                parentOf(wording),
                "finding " + its.kind,
                Span.Kind.INTERNAL,
                clock.epochNanosAt(Math.min(its.sinceNanos, nowNanos)),
                clock.epochNanosAt(nowNanos),
                attributes.build(),
                List.of(),
                links(wording),
                confirmed,
                confirmed ? its.kind : "");
    }

    private Attributes.Builder attributes(Case its, Wording wording) {
        Attributes.Builder attributes = Attributes.builder();
        Common.where(attributes, peerOf(its, wording), its.pool);
        attributes.put(Names.FINDING_ID, its.id).put(Names.FINDING_KIND, its.kind);
        attributes.put(Names.FINDING_STATE, state(its).label()).put(Names.FINDING_COUNT, its.count);
        attributes.put(Names.FINDING_POOL, its.pool == null ? null : its.pool.name());
        attributes.put(Names.FINDING_SITE, its.site);
        boolean isMended =
                state(its) == Finding.State.RESOLVED && wording.advice().isEmpty();
        attributes.put(Names.FINDING_EVIDENCE, wording.evidence());
        attributes.put(Names.FINDING_ADVICE, isMended ? "Nothing to do." : wording.advice());
        attributes.put(Names.FINDING_SINCE, instant(clock.epochNanosAt(its.sinceNanos)));
        Common.snapshot(attributes, wording.snapshot());
        return attributes;
    }

    private static @Nullable Peer peerOf(Case its, Wording wording) {
        if (wording.peer() != null) {
            return wording.peer();
        }
        if (its.pool != null) {
            return its.pool.peer();
        }
        return wording.leases().isEmpty() ? null : wording.leases().get(0).peer();
    }

    private static Finding.State state(Case its) {
        return its.state == null ? Finding.State.SUSPECTED : its.state;
    }

    private static long parentOf(Wording wording) {
        TraceParent parent = wording.leases().isEmpty()
                ? null
                : wording.leases().get(0).trace().parent();
        return parent == null ? 0 : parent.spanId();
    }

    private static List<Span.Link> links(Wording wording) {
        List<Span.Link> links = new ArrayList<>();
        for (Lease lease : wording.leases()) {
            if (links.size() < MOST_LINKS) {
                links.add(new Span.Link(lease.trace().lease(), Attributes.NONE));
            }
        }
        for (SpanId span : wording.links()) {
            if (links.size() < MOST_LINKS) {
                links.add(new Span.Link(span, Attributes.NONE));
            }
        }
        return links;
    }

    private static String instant(long epochNanos) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS) / 1_000_000 * 1_000_000)
                .toString();
    }
}
