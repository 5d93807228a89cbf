package io.connwake.pipeline.spans;

import io.connwake.pipeline.ledger.Connect;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.FailedConnect;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spans of a physical connection: its connect and its life. */
final class ConnectionSpans {
    private final WallClock clock;

    ConnectionSpans(WallClock clock) {
        this.clock = clock;
    }

    /** In the trace of the acquire that waited for it. */
    static SpanId id(FailedConnect connect, @Nullable Lease waiting) {
        if (waiting == null) {
            return connect.span();
        }
        return connect.span().inTraceOf(waiting.trace().lease());
    }

    Span connect(Connection connection, Connect connect) {
        Opened opened = connect.event();
        Attributes.Builder attributes = Attributes.builder();
        Common.where(attributes, opened.peer(), connection.pool());
        attributes.put(Names.CONNECTION_ID, connection.id());
        Common.serverSession(attributes, opened);
        attributes.put(Names.CONNECT_PHASE, connect.phase().label());
        attributes.put(Names.THREAD_NAME, opened.thread().name());
        return new Span(
                connect.span(),
                connect.parentSpanId(),
                "connect " + opened.peer().label(),
                Span.Kind.CLIENT,
                clock.epochNanosAt(opened.startNanos()),
                clock.epochNanosAt(opened.atNanos()),
                attributes.build(),
                List.of(),
                linkTo(connect.waitedFor()),
                false,
                "");
    }

    Span failed(FailedConnect connect, @Nullable Lease waiting) {
        OpenFailed event = connect.event();
        Peer peer = event.peer().certain();
        Pool pool = waiting == null ? connect.pool() : waiting.pool();
        Attributes.Builder attributes = Attributes.builder();
        Common.where(attributes, peer, pool);
        attributes.put(Names.CONNECT_PHASE, connect.phase().label());
        attributes.put(Names.CONNECT_KIND, connect.kind().label());
        attributes.put(Names.THREAD_NAME, event.thread().name());
        long end = clock.epochNanosAt(event.atNanos());
        return new Span(
                id(connect, waiting),
                waiting == null
                        ? connect.construction()
                        : waiting.trace().acquire().spanId(),
                "connect " + peer.label(),
                Span.Kind.CLIENT,
                clock.epochNanosAt(event.startNanos()),
                end,
                attributes.build(),
                List.of(Common.exception(end, event.error())),
                linkTo(waiting),
                true,
                Common.statusText(event.error()));
    }

    Span life(Connection connection, Connect connect, long endNanos) {
        Opened opened = connect.event();
        Death death = connection.death();
        ErrorFacts fatal = death == null ? null : death.error();
        long end = clock.epochNanosAt(endNanos);
        return new Span(
                connection.span(),
                0,
                "connection "
                        + (connection.pool() == null
                                ? opened.peer().label()
                                : connection.pool().name()),
                Span.Kind.INTERNAL,
                clock.epochNanosAt(opened.startNanos()),
                end,
                attributes(connection, connect, endNanos - opened.atNanos()),
                death == null ? List.of() : exceptions(death, endNanos),
                List.of(new Span.Link(connect.span(), Attributes.NONE)),
                death != null,
                fatal == null ? "" : Common.statusText(fatal));
    }

    private List<Span.Event> exceptions(Death death, long endNanos) {
        long nanos = Math.min(death.atNanos(), endNanos);
        return death.error() == null
                ? List.of()
                : List.of(Common.exception(clock.epochNanosAt(nanos), death.error(), death));
    }

    private static Attributes attributes(Connection connection, Connect connect, long ageNanos) {
        Attributes.Builder attributes = Attributes.builder();
        Common.where(attributes, connection.peer(), connection.pool());
        attributes.put(Names.CONNECTION_ID, connection.id());
        Common.serverSession(attributes, connect.event());
        attributes.put(Names.CONNECTION_USES, connection.uses());
        attributes.put(Names.CONNECTION_AGE, Common.seconds(ageNanos));
        attributes.put(Names.CONNECTION_OPENED_IN_PHASE, connect.phase().label());
        attributes.put(Names.CLOSE_REASON, connection.closeReason());
        Common.stale(attributes, connection.death());
        return attributes.build();
    }

    private static List<Span.Link> linkTo(@Nullable Lease lease) {
        return lease == null ? List.of() : List.of(new Span.Link(lease.trace().lease(), Attributes.NONE));
    }
}
