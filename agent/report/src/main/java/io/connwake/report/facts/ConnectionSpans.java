package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import org.jspecify.annotations.Nullable;

/** What the spans of physical connections tell. */
final class ConnectionSpans {
    private final Facts facts;

    ConnectionSpans(Facts facts) {
        this.facts = facts;
    }

    void connect(Instance process, Span span) {
        Attributes attributes = span.attributes();
        attempt(span);
        Pool pool = facts.pool(process, attributes);
        Connection connection = facts.connection(process, attributes);
        if (connection != null && connection.isKnown(connection.connectSpan, span)) {
            connection = facts.another(process, attributes);
        }
        if (connection == null) {
            return;
        }
        connection.where(pool, attributes);
        connection.openedNanos = span.startEpochNanos();
        connection.phase = Values.text(attributes, Names.CONNECT_PHASE);
        connection.connectSpan = span.id().spanId();
        connection.mark(span.endEpochNanos(), "opened", span.name());
    }

    private void attempt(Span span) {
        Attempts opens = facts.opens(span.attributes());
        String kind = Values.text(span.attributes(), Names.CONNECT_KIND);
        if (kind == null) {
            opens.wentWell(span.endEpochNanos());
            return;
        }
        String why = kind.replace("not_conn:", "").replace('_', ' ');
        String status = status(span);
        opens.failed(status == null ? why : why + " " + status, span.endEpochNanos());
    }

    /** Of what was thrown last; null if it had none. */
    static @Nullable String status(Span span) {
        String status = null;
        for (Span.Event each : span.events()) {
            status = Values.text(each.attributes(), Names.DB_STATUS);
        }
        return status;
    }

    void life(Instance process, Span span) {
        Attributes attributes = span.attributes();
        Pool pool = facts.pool(process, attributes);
        Connection connection = facts.connection(process, attributes);
        if (connection != null && connection.isKnown(connection.lifeSpan, span)) {
            connection = facts.another(process, attributes);
        }
        if (connection == null) {
            return;
        }
        life(connection, pool, span);
    }

    private static void life(Connection connection, @Nullable Pool pool, Span span) {
        Attributes attributes = span.attributes();
        connection.where(pool, attributes);
        connection.openedNanos = span.startEpochNanos();
        connection.closedNanos = span.endEpochNanos();
        connection.reason = Values.text(attributes, Names.CLOSE_REASON);
        connection.uses = Values.whole(attributes, Names.CONNECTION_USES, connection.uses);
        connection.lifeSpan = span.id().spanId();
        if (connection.phase == null) {
            connection.phase = Values.text(attributes, Names.CONNECTION_OPENED_IN_PHASE);
        }
        for (Span.Event event : span.events()) {
            connection.died(event.attributes(), event.epochNanos());
        }
        connection.died(attributes, span.endEpochNanos());
    }
}
