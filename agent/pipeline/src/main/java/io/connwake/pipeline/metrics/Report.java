package io.connwake.pipeline.metrics;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Metric.Kind;
import io.connwake.pipeline.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Series and counts of one moment as metrics. */
public final class Report {
    private static final String CONNECTIONS = "{connection}";
    private static final String LEASES = "{lease}";

    private final List<Metric> metrics = new ArrayList<>();
    private final long startEpochNanos;
    private final long epochNanos;

    public Report(long startEpochNanos, long epochNanos) {
        this.startEpochNanos = startEpochNanos;
        this.epochNanos = epochNanos;
    }

    /**
     * All of them.
     *
     * @param openAtEnd open connections at the ends of invocations; null if there was none
     * @param function null where there is none
     */
    public List<Metric> of(
            List<Series> series, @Nullable Levels openAtEnd, @Nullable FunctionMeters function, AgentCounts agent) {
        gauges(series);
        counters(series);
        pins(series);
        histograms(series);
        if (openAtEnd != null) {
            histogram(Names.INVOCATION_OPEN_CONNECTIONS, CONNECTIONS)
                    .distribution(Attributes.NONE, openAtEnd.histogram)
                    .finish(metrics);
        }
        if (function != null) {
            function(function);
        }
        agent(agent);
        return metrics;
    }

    private void gauges(List<Series> series) {
        Instrument count = upDown(Names.CONNECTION_COUNT, CONNECTIONS);
        Instrument idleMax = upDown(Names.IDLE_MAX, CONNECTIONS);
        Instrument idleMin = upDown(Names.IDLE_MIN, CONNECTIONS);
        Instrument limit = upDown(Names.LIMIT, CONNECTIONS);
        Instrument pending = upDown(Names.PENDING_REQUESTS, "{request}");
        Instrument leased = upDown(Names.LEASE_OPEN, LEASES);
        Instrument overdue = upDown(Names.LEASE_OVERDUE, LEASES);
        for (Series each : series) {
            Gauges now = each.gauges();
            if (now != null) {
                Attributes of = each.attributes();
                about(each, count, idleMax, idleMin, limit, pending, leased, overdue);
                count.count(Instrument.with(of, Names.CONNECTION_STATE, "idle"), now.idle());
                count.count(Instrument.with(of, Names.CONNECTION_STATE, "used"), now.used());
                idleMax.setting(of, now.idleMax());
                idleMin.setting(of, now.idleMin());
                limit.setting(of, now.limit());
                pending.count(of, now.pending());
                leased.count(of, now.leased());
                overdue.count(of, now.overdue());
            }
        }
        finish(count, idleMax, idleMin, limit, pending, leased, overdue);
    }

    private void counters(List<Series> series) {
        Instrument timeouts = counter(Names.TIMEOUTS, "{timeout}");
        Instrument opened = counter(Names.CONNECTION_OPENED, CONNECTIONS);
        Instrument closed = counter(Names.CONNECTION_CLOSED, CONNECTIONS);
        Instrument stale = counter(Names.CONNECTION_STALE, CONNECTIONS);
        Instrument refused = counter(Names.CONNECTION_REFUSED, CONNECTIONS);
        Instrument leaked = counter(Names.LEASE_LEAKED, LEASES);
        Instrument late = counter(Names.LEASE_RETURNED_LATE, LEASES);
        for (Series each : series) {
            Attributes of = each.attributes();
            Meters meters = each.meters();
            timeouts.about(each.library()).count(of, meters.timeouts);
            opened.count(of, meters.opened, Names.CONNECT_PHASE);
            closed.count(of, meters.closed, Names.CLOSE_REASON);
            refused.count(of, meters.refused, Names.REFUSED_REASON);
            stale.count(Instrument.with(of, Names.STALE_SEEN_BY, "application"), meters.staleInUse, Names.STALE_KIND);
            stale.count(Instrument.with(of, Names.STALE_SEEN_BY, "validation"), meters.staleInTest, Names.STALE_KIND);
            leaked.count(of, meters.leaked);
            late.count(of, meters.returnedLate);
        }
        finish(timeouts, opened, closed, refused, stale, leaked, late);
    }

    private void pins(List<Series> series) {
        Instrument pinned = upDown(Names.CONNECTION_PINNED, CONNECTIONS);
        Instrument time =
                new Instrument(Names.CONNECTION_PINNED_TIME, "s", Kind.COUNTER_SECONDS, startEpochNanos, epochNanos);
        for (Series each : series) {
            pinned.count(each.attributes(), each.meters().pinned, Names.PIN_REASON);
            time.seconds(each.attributes(), each.meters().pinnedNanos, Names.PIN_USE);
        }
        finish(pinned, time);
    }

    private void histograms(List<Series> series) {
        String open = "";
        Instrument instrument = histogram("", "");
        for (Timing timing : Timing.values()) {
            if (!timing.metric.equals(open)) {
                instrument.finish(metrics);
                instrument = histogram(timing.metric, "s");
                open = timing.metric;
            }
            for (Series each : series) {
                Attributes of = Instrument.with(each.attributes(), timing.attribute, timing.value);
                instrument.about(each.library()).distribution(of, each.meters().find(timing));
            }
        }
        instrument.finish(metrics);
        Instrument demand = histogram(Names.POOL_DEMAND, CONNECTIONS);
        for (Series each : series) {
            demand.distribution(each.attributes(), each.meters().levels());
        }
        demand.finish(metrics);
    }

    private void function(FunctionMeters function) {
        Instrument durations = histogram(Names.FAAS_INVOKE_DURATION, "s");
        Instrument cold = counter(Names.FAAS_COLDSTARTS, "{coldstart}");
        Instrument errors = counter(Names.FAAS_ERRORS, "{error}");
        Instrument timeouts = counter(Names.FAAS_TIMEOUTS, "{timeout}");
        Instrument successes = counter(Names.FAAS_INVOCATIONS, "{invocation}");
        for (Map.Entry<String, FunctionMeters.Calls> each : function.calls.entrySet()) {
            Attributes of = Instrument.with(Attributes.NONE, Names.FAAS_TRIGGER, each.getKey());
            FunctionMeters.Calls calls = each.getValue();
            durations.distribution(of, calls.durations);
            cold.count(of, calls.cold);
            errors.count(of, calls.errors);
            timeouts.count(of, calls.timeouts);
            successes.count(of, calls.successes);
        }
        Histogram pauses = function.pauses.count() == 0 ? null : function.pauses;
        Instrument paused = histogram(Names.ENVIRONMENT_PAUSE, "s").distribution(Attributes.NONE, pauses);
        Instrument init = histogram(Names.FAAS_INIT_DURATION, "s").distribution(Attributes.NONE, function.init);
        finish(durations, init, cold, errors, timeouts, successes, paused);
    }

    private void agent(AgentCounts agent) {
        Attributes none = Attributes.NONE;
        finish(
                counter(Names.FINDINGS, "{finding}").count(none, agent.findings(), Names.FINDING_KIND),
                counter(Names.AGENT_EVENTS, "{event}").count(none, agent.events()),
                counter(Names.AGENT_EVENTS_DROPPED, "{event}").count(none, agent.eventsDropped(), Names.AGENT_KIND),
                counter(Names.AGENT_SPANS_DROPPED, "{span}").count(none, agent.spansDropped(), Names.AGENT_KIND),
                counter(Names.AGENT_ERRORS, "{error}").count(none, agent.errors()),
                counter(Names.AGENT_TAPS_UNMATCHED, "{tap}").count(none, agent.tapsUnmatched(), Names.AGENT_KIND),
                counter(Names.AGENT_EXPORTS_FAILED, "{export}").count(none, agent.exportsFailed()));
    }

    private static void about(Series series, Instrument... instruments) {
        for (Instrument instrument : instruments) {
            instrument.about(series.library());
        }
    }

    private void finish(Instrument... instruments) {
        for (Instrument instrument : instruments) {
            instrument.finish(metrics);
        }
    }

    private Instrument upDown(String name, String unit) {
        return new Instrument(name, unit, Kind.UP_DOWN_COUNTER, startEpochNanos, epochNanos);
    }

    private Instrument counter(String name, String unit) {
        return new Instrument(name, unit, Kind.COUNTER, startEpochNanos, epochNanos);
    }

    private Instrument histogram(String name, String unit) {
        return new Instrument(name, unit, Kind.HISTOGRAM, startEpochNanos, epochNanos);
    }
}
