package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is said of sessions that a proxy can't share. By AWS, "Avoiding pinning an RDS Proxy", and by pgbouncer.org, "SQL
 * feature map for pooling modes".
 */
final class PinningWording {
    private final PinningAdvice advice;

    PinningWording(Frameworks frameworks) {
        advice = new PinningAdvice(frameworks);
    }

    Wording suspected(PinningCase pinning) {
        String sentence = capitalised(whats(pinning)) + " may pin " + sessions(pinning)
                + "; the manual of RDS Proxy does not say so.";
        return said(pinning, sentence, counts(pinning) + ".");
    }

    Wording confirmed(PinningCase pinning) {
        return pinning.first.proxy() == Proxy.PGBOUNCER ? lost(pinning) : pinned(pinning);
    }

    Wording resolved(PinningCase pinning) {
        String sentence = "No connection that was concerned is open any more, and there was none for a minute.";
        return said(pinning, sentence, counts(pinning) + ".");
    }

    private Wording pinned(PinningCase pinning) {
        String sentence = capitalised(whats(pinning)) + (isOne(pinning) ? " pins " : " pin ") + sessions(pinning)
                + ": RDS Proxy keeps a database connection for " + (number(pinning) == 1 ? "it" : "each of them")
                + " alone, until it is closed.";
        long idle = pinning.idleNanos();
        String evidence = counts(pinning) + "; pinned for " + Words.duration(pinning.pinnedNanos()) + " in all, "
                + Words.duration(idle)
                + " of it outside a transaction, when the database connection could have served others.";
        return said(pinning, sentence, evidence);
    }

    private Wording lost(PinningCase pinning) {
        String sentence = capitalised(whats(pinning)) + " through PgBouncer on " + sessions(pinning)
                + ": in transaction mode what it leaves stays at a server connection that the next client gets, and is"
                + " missing when this one gets another.";
        return said(pinning, sentence, counts(pinning) + ".");
    }

    private Wording said(PinningCase pinning, String sentence, String evidence) {
        Pool pool = pinning.its.pool;
        return Wording.of(sentence, evidence, advice.of(pinning))
                .asWarning()
                .about(pinning.leases())
                .with(pool == null ? null : pool.snapshot());
    }

    /** Of those that {@link #sessions} counts. */
    private static long number(PinningCase pinning) {
        int open = pinning.openConnections();
        return pinning.its.pool == null || open == 0 ? pinning.its.count : open;
    }

    /** {@code 3 of the 4 open connections of pool orders}. */
    private static String sessions(PinningCase pinning) {
        Pool pool = pinning.its.pool;
        int open = pinning.openConnections();
        if (pool == null || open == 0) {
            String connections = Words.count(pinning.its.count, "connection", "connections");
            return pool == null ? connections : connections + " of pool " + pool.name();
        }
        int all = Math.max(open, pool.snapshot().open());
        String which = open < all ? Words.count(open) + " of the " + Words.count(all) : "all " + Words.count(all);
        String connections = all == 1 ? "the only open connection" : which + " open connections";
        return connections + " of pool " + pool.name();
    }

    /** {@code set on 4 connections}. */
    private static String counts(PinningCase pinning) {
        List<String> counts = new ArrayList<>();
        for (Map.Entry<String, Integer> each : pinning.reasons().entrySet()) {
            counts.add(each.getKey() + " on " + Words.count(each.getValue(), "connection", "connections"));
        }
        return String.join(", ", counts);
    }

    private static String whats(PinningCase pinning) {
        List<String> whats = new ArrayList<>();
        for (String reason : pinning.reasons().keySet()) {
            whats.add(what(reason));
        }
        return String.join(" and ", whats) + (pinning.isByPool() ? by(pinning) : "");
    }

    private static String by(PinningCase pinning) {
        boolean isDriver = pinning.reasons().containsKey("connect");
        if (isDriver && pinning.reasons().size() == 1) {
            return "";
        }
        return pinning.its.pool == null ? "" : " by the pool, as it makes a connection ready,";
    }

    private static boolean isOne(PinningCase pinning) {
        return pinning.reasons().size() == 1;
    }

    private static String what(String reason) {
        return switch (reason) {
            case "connect" -> "what the driver sends when it connects";
            case "set" -> "a SET";
            case "temp_object" -> "a temporary table, view or sequence";
            case "lock" -> "a lock of the session";
            case "prepared" -> "a statement prepared at the server";
            case "cursor" -> "a cursor that is declared";
            case "listen" -> "a LISTEN";
            case "sequence" -> "a call of nextval or setval";
            case "large_statement" -> "a statement of more than 16 KB";
            case "schema" -> "a change of the schema (setSchema or SET search_path)";
            case "isolation" -> "a change of the isolation (setTransactionIsolation or SET)";
            case "client_info" -> "a change of the application's name (setClientInfo or SET)";
            default -> "a statement that keeps something in its session";
        };
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
