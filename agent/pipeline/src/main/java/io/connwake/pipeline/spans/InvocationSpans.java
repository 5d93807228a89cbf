package io.connwake.pipeline.spans;

import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.event.HttpExchange;
import io.connwake.recorder.event.TraceParent;
import java.util.List;

/** The span of a unit of work. */
final class InvocationSpans {
    private final WallClock clock;

    InvocationSpans(WallClock clock) {
        this.clock = clock;
    }

    Span ended(Invocation invocation) {
        boolean failed = invocation.hasFailed();
        Attributes.Builder attributes = Attributes.builder();
        attributes.put(Names.CODE_FUNCTION, invocation.function());
        attributes.put(Names.INVOCATION_NUMBER, invocation.number());
        attributes.put(Names.INVOCATION_OUTCOME, failed ? "error" : "ok");
        attributes.put(Names.OPEN_AT_START, invocation.openAtStart());
        attributes.put(Names.OPEN_AT_END, invocation.openAtEnd());
        attributes.put(Names.LEASED_AT_END, invocation.leasedAtEnd());
        attributes.put(Names.LEASES, invocation.leases());
        attributes.put(Names.OPENED, invocation.opened());
        attributes.put(Names.CLOSED, invocation.closed());
        attributes.put(Names.THREAD_NAME, invocation.threadName());
        HttpExchange http = invocation.http();
        if (http != null) {
            attributes.put(Names.HTTP_METHOD, http.method());
            attributes.put(Names.HTTP_ROUTE, http.route());
            if (http.status() != 0) {
                attributes.put(Names.HTTP_STATUS, http.status());
            }
        }
        TraceParent incoming = invocation.incoming();
        return new Span(
                invocation.span(),
                incoming == null ? 0 : incoming.spanId(),
                http == null || http.route() == null
                        ? label(invocation.function())
                        : http.method() + " " + http.route(),
                Span.Kind.SERVER,
                clock.epochNanosAt(invocation.beganNanos()),
                clock.epochNanosAt(invocation.beganNanos() + invocation.nanos()),
                attributes.build(),
                List.of(),
                List.of(),
                failed,
                failed ? "error" : "");
    }

    /** {@code Job.run} of {@code com.acme.Job.run}. */
    static String label(String function) {
        int method = function.lastIndexOf('.');
        return function.substring(function.lastIndexOf('.', method - 1) + 1);
    }
}
