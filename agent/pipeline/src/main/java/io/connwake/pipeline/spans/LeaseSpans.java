package io.connwake.pipeline.spans;

import io.connwake.pipeline.ledger.Connect;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.FailedConnect;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.Reuse;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.TraceParent;
import java.util.ArrayList;
import java.util.List;

/** The spans of a lease: itself and its acquire. */
final class LeaseSpans {
    private final WallClock clock;
    private final Shared shared = new Shared();

    LeaseSpans(WallClock clock) {
        this.clock = clock;
    }

    Span lease(Lease lease) {
        TraceParent parent = lease.trace().parent();
        List<Span.Event> events = exceptions(lease);
        return new Span(
                lease.trace().lease(),
                parent == null ? 0 : parent.spanId(),
                "lease " + label(lease),
                Span.Kind.INTERNAL,
                clock.epochNanosAt(lease.startNanos()),
                clock.epochNanosAt(lease.toldNanos()),
                attributes(lease),
                events,
                links(lease),
                lease.failed() != null || lease.errorCount() > 0,
                statusText(lease));
    }

    Span acquire(Lease lease) {
        Attributes.Builder attributes = Attributes.builder();
        attributes.putAll(shared.where(lease.peer(), lease.pool()));
        connectionId(attributes, lease);
        attributes.put(Names.LEASE_WAIT, Common.seconds(lease.waitNanos()));
        Common.snapshot(attributes, lease.snapshot());
        who(attributes, lease);
        boolean failed = lease.failed() != null;
        return new Span(
                lease.trace().acquire(),
                lease.trace().spanId(),
                "acquire " + label(lease),
                Span.Kind.INTERNAL,
                clock.epochNanosAt(lease.startNanos()),
                clock.epochNanosAt(lease.acquiredNanos()),
                attributes.build(),
                failed ? exceptions(lease) : List.of(),
                links(lease),
                failed,
                failed ? statusText(lease) : "");
    }

    private static String label(Lease lease) {
        Pool pool = lease.pool();
        if (pool != null) {
            return pool.name();
        }
        Peer peer = lease.peer();
        return peer == null ? "other_sql" : peer.label();
    }

    private Attributes attributes(Lease lease) {
        Attributes.Builder attributes = Attributes.builder();
        attributes.putAll(shared.where(lease.peer(), lease.pool()));
        connectionId(attributes, lease);
        attributes.put(Names.LEASE_OUTCOME, String.valueOf(outcome(lease)));
        attributes.put(Names.LEASE_WAIT, Common.seconds(lease.waitNanos()));
        if (lease.failed() == null) {
            use(attributes, lease);
            connection(attributes, lease);
        } else {
            Common.snapshot(attributes, lease.snapshot());
        }
        who(attributes, lease);
        attributes.put(Names.FINDING_KIND, lease.finding());
        return attributes.build();
    }

    private static String outcome(Lease lease) {
        return lease.toldOutcome() == null ? "released" : lease.toldOutcome().label();
    }

    private static void use(Attributes.Builder attributes, Lease lease) {
        attributes.put(Names.LEASE_HELD, Common.seconds(lease.toldNanos() - lease.acquiredNanos()));
        if (lease.isCounted()) {
            attributes.put(Names.LEASE_STATEMENTS, lease.statements());
            attributes.put(Names.LEASE_ERRORS, lease.errorCount());
        }
        Released released = lease.released();
        if (released != null) {
            attributes.put(Names.LEASE_DB_TIME_SPENT, Common.seconds(released.dbNanos()));
            attributes.put(Names.LEASE_LAST_SQLSTATE, released.lastSqlState());
            if (released.transactionLeftOpen()) {
                attributes.put(Names.TRANSACTION_LEFT_OPEN, true);
            }
        }
    }

    private static void connection(Attributes.Builder attributes, Lease lease) {
        Connection connection = lease.connection();
        if (connection == null) {
            return;
        }
        Reuse reuse = lease.reuse();
        attributes.put(Names.CONNECTION_REUSED, reuse.uses() > 0);
        attributes.put(Names.CONNECTION_USES, reuse.uses() + 1L);
        attributes.put(Names.CONNECTION_IDLE_BEFORE, Common.seconds(reuse.idleNanos()));
        if (connection.connect() != null) {
            connect(attributes, lease, connection.connect());
        }
        attributes.put(Names.CONNECTION_LAST_USED_IN, reuse.lastUsedIn());
        if (connection.isInherited()) {
            attributes.put(Names.CONNECTION_INHERITED, true);
        }
        if (connection.pinning() != null) {
            attributes.put(
                    Names.CONNECTION_PINNED_BY,
                    String.join(",", connection.pinning().reasons()));
        }
        if (reuse.isValidated() || reuse.skipsTest() || lease.pool() != null) {
            attributes.put(Names.ACQUIRE_VALIDATED, validated(reuse));
        }
        if (lease.released() != null) {
            boolean lentAgain = connection.uses() > reuse.uses() + 1;
            attributes.put(Names.CONNECTION_AFTER_RELEASE, connection.isOpen() || lentAgain ? "kept" : "closed");
        }
    }

    private static void connect(Attributes.Builder attributes, Lease lease, Connect connect) {
        long age = lease.acquiredNanos() - connect.event().atNanos();
        attributes.put(Names.CONNECTION_AGE, Common.seconds(age));
        attributes.put(Names.CONNECTION_OPENED_IN_PHASE, connect.phase().label());
        attributes.put(Names.CONNECTION_OPENED_IN, connect.openedIn());
    }

    private static String validated(Reuse reuse) {
        if (reuse.isValidated()) {
            return "yes";
        }
        return reuse.skipsTest() ? "skipped" : "no";
    }

    private static void connectionId(Attributes.Builder attributes, Lease lease) {
        Connection connection = lease.connection();
        if (lease.acquired() != null) {
            attributes.put(Names.CONNECTION_ID, lease.acquired().connectionId());
        }
        if (connection != null && connection.opened() != null) {
            Common.serverSession(attributes, connection.opened());
        }
    }

    private void who(Attributes.Builder attributes, Lease lease) {
        attributes.putAll(shared.site(lease.site()));
        ThreadRef thread = lease.thread();
        if (thread != null) {
            attributes.put(Names.THREAD_NAME, thread.name());
        }
    }

    private List<Span.Event> exceptions(Lease lease) {
        if (lease.failed() == null && lease.errors().isEmpty()) {
            return List.of();
        }
        List<Span.Event> events = new ArrayList<>(1);
        if (lease.failed() != null) {
            events.add(Common.exception(
                    clock.epochNanosAt(lease.endNanos()), lease.failed().error()));
        }
        Death death = lease.connection() == null ? null : lease.connection().death();
        for (StatementFailed failed : lease.errors()) {
            boolean isDeath = death != null && death.error() == failed.error();
            events.add(Common.exception(clock.epochNanosAt(failed.atNanos()), failed.error(), isDeath ? death : null));
        }
        return events;
    }

    private static String statusText(Lease lease) {
        if (lease.failed() != null) {
            return Common.statusText(lease.failed().error());
        }
        List<StatementFailed> statements = lease.errors();
        return statements.isEmpty() ? "" : Common.statusText(statements.get(0).error());
    }

    private static List<Span.Link> links(Lease lease) {
        List<Span.Link> links = new ArrayList<>(1);
        Connection connection = lease.connection();
        if (connection != null && connection.connect() != null) {
            links.add(new Span.Link(connection.connect().span(), Attributes.NONE));
        }
        for (FailedConnect failed : lease.failedConnects()) {
            links.add(new Span.Link(ConnectionSpans.id(failed, lease), Attributes.NONE));
        }
        return links;
    }
}
