package io.connwake.pipeline.spans;

import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.HttpExchange;
import io.connwake.recorder.event.TraceParent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The span of a unit of work. */
final class InvocationSpans {
    private final WallClock clock;

    InvocationSpans(WallClock clock) {
        this.clock = clock;
    }

    Span ended(Invocation invocation) {
        boolean failed = invocation.hasFailed();
        String outcome = outcome(invocation);
        return new Span(
                invocation.span(),
                invocation.incoming() == null ? 0 : invocation.incoming().spanId(),
                name(invocation),
                kind(invocation),
                clock.epochNanosAt(invocation.beganNanos()),
                clock.epochNanosAt(invocation.beganNanos() + invocation.nanos()),
                attributes(invocation, outcome),
                List.of(),
                links(invocation),
                failed,
                failed ? outcome : "");
    }

    private static String outcome(Invocation invocation) {
        boolean failed = invocation.hasFailed() && invocation.ending() == Ending.OK;
        return failed ? Ending.ERROR.label() : invocation.ending().label();
    }

    private static String name(Invocation invocation) {
        HttpExchange http = invocation.http();
        if (http != null) {
            return http.route() == null ? http.method() : http.method() + " " + http.route();
        }
        return invocation.call() == null ? label(invocation.function()) : invocation.function();
    }

    private static Span.Kind kind(Invocation invocation) {
        FunctionCall call = invocation.call();
        return call != null && call.trigger().equals("pubsub") ? Span.Kind.CONSUMER : Span.Kind.SERVER;
    }

    private Attributes attributes(Invocation invocation, String outcome) {
        Attributes.Builder attributes = Attributes.builder();
        FunctionCall call = invocation.call();
        if (call == null) {
            attributes.put(Names.CODE_FUNCTION, invocation.function());
        } else {
            call(attributes, call);
            long ageNanos = invocation.beganNanos() - clock.startNanos();
            attributes.put(Names.ENVIRONMENT_AGE, Common.seconds(ageNanos));
        }
        http(attributes, invocation.http());
        attributes.put(Names.INVOCATION_NUMBER, invocation.number());
        attributes.put(Names.INVOCATION_OUTCOME, outcome);
        connections(attributes, invocation);
        attributes.put(Names.THREAD_NAME, invocation.threadName());
        return attributes.build();
    }

    private static void call(Attributes.Builder attributes, FunctionCall call) {
        attributes.put(Names.FAAS_INVOCATION_ID, call.requestId());
        attributes.put(Names.FAAS_COLDSTART, call.cold());
        attributes.put(Names.FAAS_TRIGGER, call.trigger());
        attributes.put(Names.INVOCATION_PAUSED_FOR, Common.seconds(call.pausedNanos()));
        attributes.put(Names.INVOCATION_CLOCK_SUSPENDED, call.clockSuspended());
    }

    private static void http(Attributes.Builder attributes, @Nullable HttpExchange http) {
        if (http == null) {
            return;
        }
        attributes.put(Names.HTTP_METHOD, http.method());
        attributes.put(Names.HTTP_ROUTE, http.route());
        if (http.status() > 0) {
            attributes.put(Names.HTTP_STATUS, http.status());
        }
    }

    private static void connections(Attributes.Builder attributes, Invocation invocation) {
        attributes.put(Names.OPEN_AT_START, invocation.openAtStart());
        attributes.put(Names.OPEN_AT_END, invocation.openAtEnd());
        attributes.put(Names.LEASED_AT_END, invocation.leasedAtEnd());
        attributes.put(Names.PINNED_AT_END, invocation.pinnedAtEnd());
        attributes.put(Names.IN_FLIGHT_AT_END, invocation.inFlightAtEnd());
        attributes.put(Names.LEASES, invocation.leases());
        attributes.put(Names.OPENED, invocation.opened());
        attributes.put(Names.CLOSED, invocation.closed());
    }

    /** To what was made before the first of them, and to the messages that it is made of. */
    private static List<Span.Link> links(Invocation invocation) {
        List<Span.Link> links = new ArrayList<>();
        for (SpanId each : invocation.init().spans()) {
            links.add(new Span.Link(each, Attributes.NONE));
        }
        FunctionCall call = invocation.call();
        if (call != null) {
            for (TraceParent each : call.links()) {
                SpanId sender = new SpanId(each.traceHigh(), each.traceLow(), each.spanId());
                links.add(new Span.Link(sender, Attributes.NONE));
            }
        }
        return links;
    }

    /** {@code Job.run} of {@code com.acme.Job.run}. */
    static String label(String function) {
        int method = function.lastIndexOf('.');
        return function.substring(function.lastIndexOf('.', method - 1) + 1);
    }
}
