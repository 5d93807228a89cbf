package io.connwake.pipeline.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead connections that nobody has. Their pools close them, or just let go of them: DBCP 2 and Druid call no {@code close}
 * where the driver has closed itself. Either way the pool has it no more; where nothing is heard of its close, it
 * counts as ended.
 */
final class Discards {
    /** A pool that closes what it found dead does so at once, though perhaps on another thread. */
    private static final long WAITS_NANOS = 1_000_000_000L;

    private final Map<Connection, Long> since = new LinkedHashMap<>();

    void dead(Connection connection, long atNanos) {
        Pool pool = connection.pool();
        boolean isLost = pool != null && pool.hasLost(connection);
        if (connection.isOpen() && connection.lease() == null && !isLost) {
            since.putIfAbsent(connection, atNanos);
            connection.ownership().leavesPool();
        }
    }

    /** How many of them count as open yet; those do that were seen being opened. */
    int waiting() {
        int count = 0;
        for (Connection each : since.keySet()) {
            count += each.opened() == null ? 0 : 1;
        }
        return count;
    }

    void closed(Connection connection) {
        if (!since.isEmpty()) {
            since.remove(connection);
        }
    }

    void alive(Connection connection) {
        if (!since.isEmpty() && since.remove(connection) != null) {
            connection.ownership().rejoinsPool();
        }
    }

    /** Those of which no more was heard; {@code all}: none will be. Each has its end by then. */
    List<Connection> taken(long nowNanos, boolean all) {
        if (since.isEmpty()) {
            return List.of();
        }
        List<Connection> taken = new ArrayList<>();
        for (Map.Entry<Connection, Long> each : List.copyOf(since.entrySet())) {
            Connection connection = each.getKey();
            boolean isDue = all || nowNanos - each.getValue() >= WAITS_NANOS;
            if (!connection.isOpen()) {
                since.remove(connection);
            } else if (isDue && !connection.isWithinAcquire()) {
                since.remove(connection);
                connection.discarded(each.getValue());
                taken.add(connection);
            }
        }
        return taken;
    }
}
