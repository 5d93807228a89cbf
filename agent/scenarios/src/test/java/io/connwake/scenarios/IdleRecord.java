package io.connwake.scenarios;

import io.connwake.pipeline.idle.Ending;
import io.connwake.pipeline.idle.IdleHistory;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;

/** How connections fared after idling, as a recording tells it. */
final class IdleRecord {
    private static final double LONG_SECONDS = 1;
    private static final double NANOS = 1e9;

    private IdleRecord() {}

    /** @param heeds what the server said of a death; else each counts as one of which nobody says why */
    static IdleHistory read(Telemetry seen, boolean heeds) {
        IdleHistory history = new IdleHistory();
        for (SpanSeen lease : seen.spansNamed("lease ")) {
            double idle = seconds(lease, "connwake.connection.idle_before");
            if (idle >= LONG_SECONDS && isWell(lease)) {
                double at = lease.startEpochNanos() + seconds(lease, "connwake.lease.wait") * NANOS;
                history.add(Ending.SURVIVED, (long) (idle * NANOS), (long) at);
            }
        }
        for (SpanSeen connection : seen.spansNamed("connection ")) {
            if (connection.attribute("connwake.stale.idle_for") != null) {
                boolean told = heeds && "server_closed_idle".equals(connection.attribute("connwake.stale.kind"));
                double idle = seconds(connection, "connwake.stale.idle_for");
                history.add(told ? Ending.TIMED_OUT : Ending.DIED, (long) (idle * NANOS), diedAt(connection));
            }
        }
        return history;
    }

    private static long diedAt(SpanSeen connection) {
        return connection.events().isEmpty()
                ? connection.endEpochNanos()
                : connection.events().get(0).epochNanos();
    }

    private static boolean isWell(SpanSeen lease) {
        return seconds(lease, "connwake.lease.statements") > 0 && seconds(lease, "connwake.lease.errors") == 0;
    }

    private static double seconds(SpanSeen span, String attribute) {
        return span.attribute(attribute) instanceof Number number ? number.doubleValue() : -1;
    }
}
