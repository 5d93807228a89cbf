package io.connwake.report.facts;

import io.connwake.pipeline.idle.Ending;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import java.util.Locale;
import java.util.Set;

/** Connections that a server ended for a reason of its own: what else died then says nothing of how long one may idle. */
final class Kills {
    /** PostgreSQL's for a shutdown, a crash and a dropped database, and the standard's for a server that is going down. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P04", "08S02");

    private final Idling idling;

    Kills(Idling idling) {
        this.idling = idling;
    }

    void heard(Span span) {
        for (Span.Event each : span.events()) {
            if (isKill(each.attributes())) {
                long since = Math.max(0, each.epochNanos() - span.startEpochNanos());
                idling.add(Peers.of(span.attributes()), Ending.KILLED, idle(span, since), each.epochNanos());
            }
        }
    }

    /** If it broke at once it may have been dead for as long as it idled. */
    private static long idle(Span span, long since) {
        long before = Values.nanos(span.attributes(), Names.CONNECTION_IDLE_BEFORE, 0);
        return since < Idling.SHORTEST_NANOS ? before + since : 0;
    }

    private static boolean isKill(Attributes event) {
        String status = Values.text(event, Names.DB_STATUS);
        if (status == null || event.get(Names.STALE_KIND) != null) {
            return false;
        }
        String message = Values.text(event, Names.EXCEPTION_MESSAGE);
        String words = message == null ? "" : message.toLowerCase(Locale.ROOT);
        // MySQL's and MariaDB's states for these two mean other things too.
        return STATES.contains(status)
                || words.contains("connection was killed")
                || words.contains("server shutdown in progress");
    }
}
