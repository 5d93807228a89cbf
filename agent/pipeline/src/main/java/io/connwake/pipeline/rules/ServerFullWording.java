package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.recorder.event.ErrorFacts;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of a server that has no connection left. It never says how many it admits: no process knows. */
final class ServerFullWording {
    private final Frameworks frameworks;

    ServerFullWording(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    Wording confirmed(FullServer server) {
        String sentence = "The server " + server.peer.words() + " refused "
                + Words.count(server.its.count, "connection", "connections") + ": " + reason(server.error) + ".";
        return Wording.of(sentence, evidence(server), advice(server))
                .about(server.waiting)
                .at(server.peer.certain());
    }

    Wording resolved(FullServer server) {
        return Wording.of(
                        "The server " + server.peer.words() + " takes connections again.",
                        "It had refused " + Words.count(server.its.count, "connection", "connections") + ".",
                        advice(server))
                .about(server.waiting)
                .at(server.peer.certain());
    }

    /** Which limit, as far as the server says it. */
    private static String reason(@Nullable ErrorFacts error) {
        String text =
                error == null || error.message() == null ? "" : error.message().toLowerCase(Locale.ROOT);
        if (text.contains("connections for role")) { // not "slots are reserved for roles with"
            return "the CONNECTION LIMIT of the role is used up";
        }
        if (text.contains("for database")) {
            return "the CONNECTION LIMIT of the database is used up";
        }
        if (text.contains("max_client_conn")) {
            return "PgBouncer's max_client_conn is used up";
        }
        return text.contains("max_user_connections")
                ? "the user's max_user_connections are used up"
                : "it has none left to give";
    }

    private static String evidence(FullServer server) {
        StringBuilder text = new StringBuilder("This process had ")
                .append(Words.count(server.open()))
                .append(" there");
        String separator = ": ";
        for (Map.Entry<Pool, FullServer.Held> each : server.pools.entrySet()) {
            text.append(separator).append(pool(each.getKey(), each.getValue()));
            separator = "; ";
        }
        if (server.unlent > 0) {
            text.append(separator).append(Words.count(server.unlent)).append(" opened and not lent yet");
            separator = "; ";
        }
        if (server.unpooled > 0) {
            text.append(separator).append(Words.count(server.unpooled)).append(" without a pool");
        }
        text.append('.');
        if (server.closedLately > 0) {
            text.append(" It was closing ")
                    .append(Words.count(server.closedLately))
                    .append(" at that moment: the server gives a slot free only after close() has returned.");
        }
        return text.toString();
    }

    private static String pool(Pool pool, FullServer.Held held) {
        PoolSnapshot then = held.snapshot();
        String text = pool.name() + " " + Words.count(then.open()) + " (" + Words.count(then.used()) + " in use, "
                + Words.count(then.idle()) + " idle";
        if (held.isOver()) {
            return text + "; that pool is closed, they are not)";
        }
        return then.limit() < 0 ? text + ")" : text + ", limit " + Words.count(then.limit()) + ")";
    }

    private String advice(FullServer server) {
        StringBuilder text = new StringBuilder();
        if (server.leftOpen() > 0) {
            text.append("Close what the closed pool left open. ");
        }
        int mayOpen = server.mayOpen();
        if (mayOpen > 0) {
            text.append("Each process like this one opens up to ")
                    .append(Words.count(mayOpen))
                    .append(" there: processes × ")
                    .append(Words.count(mayOpen))
                    .append(", and what others use, must fit into what the server admits. ");
        }
        Pool wanting = server.wanting;
        if (wanting == null) {
            String lower = server.unlent > server.unpooled
                    ? "Lower the limits of the pools that fill up there"
                    : "Lend connections from a pool with a limit";
            return text.append(lower).append(", or let the server admit more.").toString();
        }
        PoolProperties properties = PoolProperties.of(wanting.library());
        boolean isUnlimited =
                wanting.facts() != null && wanting.facts().limit() < 0 && properties.has(PoolSetting.LIMIT);
        return text.append(isUnlimited ? "Set " : "Lower ")
                .append(properties.name(PoolSetting.LIMIT, frameworks))
                .append(" of ")
                .append(wanting.name())
                .append(isUnlimited ? " to a limit" : "")
                .append(", or let the server admit more.")
                .toString();
    }
}
