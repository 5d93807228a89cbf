package io.connwake.report.facts;

import io.connwake.pipeline.idle.Ending;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.connwake.recording.reader.Telemetry;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Puts together what recordings tell, in any order; what is not the agent's is passed over. */
public final class Gathering implements Telemetry {
    private final Facts facts = new Facts();
    private final LeaseSpans leaseSpans = new LeaseSpans(facts);
    private final ConnectionSpans connectionSpans = new ConnectionSpans(facts);
    private final Kills kills = new Kills(facts.idling);
    private final SpanIds seen = new SpanIds();
    private Attributes resource = Attributes.NONE;
    private @Nullable Instance current;

    @Override
    public void of(Resource resource) {
        this.resource = resource.attributes();
        current = null;
    }

    /** Who has told nothing that is ours is none of the processes. */
    private Instance process() {
        Instance known = current;
        if (known == null) {
            known = facts.process(resource);
            current = known;
        }
        return known;
    }

    @Override
    public void span(Span told) {
        Span span = Times.sane(told);
        if (seen.add(span.id().spanId()) && isOurs(span)) {
            process().seen().at(span.startEpochNanos());
            process().seen().at(span.endEpochNanos());
        }
    }

    private boolean isOurs(Span span) {
        Attributes attributes = span.attributes();
        String name = span.name();
        if (name.startsWith("lease ") && attributes.get(Names.LEASE_OUTCOME) != null) {
            leaseSpans.lease(process(), span);
            kills.heard(span);
        } else if (name.startsWith("acquire ") && attributes.get(Names.LEASE_WAIT) != null) {
            leaseSpans.acquire(process(), span);
        } else if (name.startsWith("connect ") && attributes.get(Names.CONNECT_PHASE) != null) {
            connectionSpans.connect(process(), span);
        } else if (name.startsWith("connection ") && attributes.get(Names.CONNECTION_AGE) != null) {
            connectionSpans.life(process(), span);
            kills.heard(span);
        } else if (name.startsWith("pool ") && attributes.get(Names.POOL_ID) != null) {
            pool(span);
        } else if (name.startsWith("finding ") && attributes.get(Names.FINDING_ID) != null) {
            finding(span);
        } else if (attributes.get(Names.INVOCATION_OUTCOME) != null) {
            invocation(span);
        } else {
            return false;
        }
        return true;
    }

    private void pool(Span span) {
        Pool pool = facts.pool(process(), span.attributes());
        if (pool != null && !span.error()) {
            pool.built(span.attributes(), span.startEpochNanos());
        }
    }

    private void finding(Span span) {
        Attributes attributes = span.attributes();
        String id = String.valueOf(attributes.get(Names.FINDING_ID));
        io.connwake.report.facts.Finding finding = finding(id);
        span.links().forEach(link -> finding.linked(link.to().spanId()));
        String kind = Values.text(attributes, Names.FINDING_KIND);
        String state = Values.text(attributes, Names.FINDING_STATE);
        String sentence = Values.text(attributes, Names.FINDING_SENTENCE);
        if (kind != null && state != null) {
            String text = sentence == null ? "" : sentence;
            finding.shown(kind, state, text, attributes, span.endEpochNanos(), Spans.trace(span.id()));
        }
    }

    @Override
    public void finding(Finding finding) {
        process().seen().at(finding.epochNanos());
        String id = Values.text(finding.attributes(), Names.FINDING_ID);
        finding(id == null ? finding.kind() + finding.sentence() : id).told(finding);
    }

    private io.connwake.report.facts.Finding finding(String id) {
        Instance of = process();
        return of.findings.computeIfAbsent(id, unseen -> new io.connwake.report.facts.Finding(of, unseen));
    }

    private void invocation(Span span) {
        Attributes attributes = span.attributes();
        process().invoked();
        if (facts.invocations.isFull()) {
            facts.invocations.add(0, 0, 0, 0, 0, Invocations.Outcome.OK, false);
            return;
        }
        facts.invocations.add(
                process().index,
                facts.invocationName(span.name()),
                span.startEpochNanos(),
                span.endEpochNanos(),
                Values.nanos(attributes, Names.INVOCATION_PAUSED_FOR, 0),
                Invocations.Outcome.of(String.valueOf(attributes.get(Names.INVOCATION_OUTCOME))),
                Values.truth(attributes, Names.FAAS_COLDSTART));
        facts.invocations.last(
                Values.whole(attributes, Names.OPENED, 0),
                Values.whole(attributes, Names.OPEN_AT_END, 0),
                Values.whole(attributes, Names.LEASED_AT_END, 0));
    }

    @Override
    public void metric(Metric metric, boolean isDelta) {
        boolean isOurs = metric.name().startsWith("connwake.")
                || metric.name().startsWith("db.client.connection.")
                || metric.name().startsWith("faas.");
        if (!isOurs) {
            return;
        }
        for (Metric.Point point : metric.points()) {
            process().seen().at(point.epochNanos());
            Series.Key key = new Series.Key(metric.name(), point.attributes());
            Series series = process().series.computeIfAbsent(key, unseen -> new Series(unseen.attributes()));
            if (isDelta) {
                series.delta(point);
            } else {
                series.cumulative(point, metric.kind());
            }
        }
    }

    /** When all is read: what belongs together is tied together. */
    public Facts gathered() {
        facts.lived();
        for (Connection each : facts.connections) {
            Connection.Death death = each.death();
            if (death != null) {
                Ending ending = death.kind().equals("server_closed_idle") ? Ending.TIMED_OUT : Ending.DIED;
                facts.idling.add(each.peer, ending, death.idleNanos(), death.atNanos());
            }
        }
        for (Instance each : facts.processes) {
            each.series.forEach((key, series) -> keep(each, key, series));
        }
        return facts;
    }

    private void keep(Instance of, Series.Key key, Series series) {
        Pool pool = facts.pool(of, key.attributes());
        if (pool != null) {
            pool.series.computeIfAbsent(key.name(), name -> new ArrayList<>(1)).add(series);
        }
        longestSurvival(key, series);
        attempts(pool, key, series);
    }

    private void attempts(@Nullable Pool pool, Series.Key key, Series series) {
        long count = Math.round(series.value());
        if (key.name().equals(Names.CONNECTION_REFUSED)) {
            String why = String.valueOf(key.attributes().get(Names.REFUSED_REASON));
            facts.opens(key.attributes()).failedAsTold(why, count);
        } else if (key.name().equals(Names.CONNECTION_OPENED)) {
            facts.opens(key.attributes()).wentWellAsTold(count);
        } else if (pool != null && key.name().equals(Names.TIMEOUTS)) {
            facts.acquires(pool.name).failedAsTold("timeout", count);
        } else if (pool != null && key.name().equals(Names.WAIT_TIME)) {
            Tally waits = series.tally();
            facts.acquires(pool.name).wentWellAsTold(waits == null ? 0 : waits.count());
        }
    }

    /** Spans are sampled, metrics are not; when it was is not known, so it is put where it explains nothing else. */
    private void longestSurvival(Series.Key key, Series series) {
        boolean survived = key.name().equals(Names.IDLE_TIME)
                && "survived".equals(key.attributes().get(Names.IDLE_OUTCOME));
        Tally tally = survived ? series.tally() : null;
        if (tally != null && tally.count() > 0) {
            facts.idling.add(Peers.of(key.attributes()), Ending.SURVIVED, (long) (tally.surelyReached() * 1e9), 0);
        }
    }
}
