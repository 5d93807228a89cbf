package io.connwake.pipeline.ledger;

import io.connwake.recorder.ById;
import org.jspecify.annotations.Nullable;

/** The physical connections that are open, or whose end is not told yet; and which ended lately. */
final class ConnectionTable {
    private static final int MOST = 65_536;

    private final ById<Connection> connections = new ById<>();
    private final EndedIds ended = new EndedIds();

    /** Null if it is not in here. */
    @Nullable
    Connection find(long id) {
        return connections.get(id);
    }

    /** It is in here, or was. */
    boolean knows(long id) {
        return connections.get(id) != null || ended.has(id);
    }

    boolean isFull() {
        return connections.size() >= MOST;
    }

    void add(Connection connection) {
        connections.put(connection.id(), connection);
    }

    void forget(Connection told) {
        connections.remove(told.id());
        ended.add(told.id());
    }

    /** One that was never in here. */
    void hasEnded(long id) {
        ended.add(id);
    }

    Iterable<Connection> all() {
        return connections.all();
    }

    /** The process goes on from a snapshot: those that it had are as they were then. */
    void inherit() {
        for (Connection connection : connections.all()) {
            if (connection.isOpen()) {
                connection.inherited();
            }
        }
    }

    /** Open ones to a server that no pool is known to own: opened by one, though it has not lent them yet, or by none. */
    int unownedTo(String server, boolean pooled) {
        int count = 0;
        for (Connection connection : connections.all()) {
            boolean awaitsPool = connection.isPooled() || connection.isWithinAcquire();
            boolean unowned = connection.isOpen() && connection.pool() == null && awaitsPool == pooled;
            count += unowned && connection.leadsTo(server) ? 1 : 0;
        }
        return count;
    }

    /** Those to a server that were closed since then, as far as they are still known. */
    int closedSince(String server, long nanos) {
        int count = 0;
        for (Connection connection : connections.all()) {
            ConnectionEnd end = connection.end();
            boolean lately = end != null && end.atNanos() - nanos >= 0;
            count += lately && connection.leadsTo(server) ? 1 : 0;
        }
        return count;
    }
}
