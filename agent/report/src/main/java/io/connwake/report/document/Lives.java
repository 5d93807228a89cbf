package io.connwake.report.document;

import io.connwake.report.facts.Connection;

/** From when to when a connection is known to have been there. */
final class Lives {
    private Lives() {}

    /** Its process's end where its own was not told. */
    static long endNanos(Connection connection) {
        return connection.closedNanos > 0 ? connection.closedNanos : connection.process.endNanos();
    }

    /** {@code closed}, {@code died}, {@code open} when its process ended, or {@code unknown}. */
    static String end(Connection connection) {
        if (connection.death() != null || "dead".equals(connection.reason)) {
            return "died";
        }
        if (connection.closedNanos == 0) {
            return "unknown";
        }
        return connection.reason == null ? "open" : "closed";
    }
}
