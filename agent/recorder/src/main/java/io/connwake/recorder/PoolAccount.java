package io.connwake.recorder;

import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How many connections a pool itself says it has, by their states: HikariCP (seen in 4.0.3 to 7.1.0) and Agroal (1.16 to 3.2.1).
 *
 * @param enlisted of those in use, what belongs to a transaction: when it is closed it stays with that
 */
record PoolAccount(int open, int used, int idle, int enlisted) {
    private static final int IDLE = 0;
    private static final int IN_USE = 1;

    /** Of a data source; null where it is another library's, or keeps none. */
    static @Nullable PoolAccount of(Object dataSource, Fields fields) {
        if (fields.read(dataSource, "pool.connectionBag.sharedList") instanceof CopyOnWriteArrayList<?> entries) {
            return count(entries, fields);
        }
        return fields.read(dataSource, "connectionPool.allConnections.data") instanceof Object[] handlers
                ? countAgroals(handlers, fields)
                : null;
    }

    /** Of its pool within. */
    static PoolAccount ofHikariPool(Object pool, Fields fields) {
        return fields.read(pool, "connectionBag.sharedList") instanceof CopyOnWriteArrayList<?> entries
                ? count(entries, fields)
                : new PoolAccount(0, 0, 0, 0);
    }

    private static PoolAccount count(CopyOnWriteArrayList<?> entries, Fields fields) {
        int open = 0;
        int used = 0;
        int idle = 0;
        for (Object entry : entries) {
            long state =
                    entry != null && fields.read(entry, "state") instanceof Number number ? number.longValue() : -1;
            open += state >= IDLE ? 1 : 0;
            used += state == IN_USE ? 1 : 0;
            idle += state == IDLE ? 1 : 0;
        }
        return new PoolAccount(open, used, idle, 0);
    }

    private static PoolAccount countAgroals(Object[] handlers, Fields fields) {
        int used = 0;
        int idle = 0;
        int enlisted = 0;
        for (Object handler : handlers) {
            String state = handler != null && fields.read(handler, "state") instanceof Enum<?> its ? its.name() : "";
            boolean isUsed = state.equals("CHECKED_OUT");
            used += isUsed ? 1 : 0;
            idle += state.equals("CHECKED_IN") ? 1 : 0;
            enlisted += isUsed && Boolean.TRUE.equals(fields.read(handler, "enlisted")) ? 1 : 0;
        }
        return new PoolAccount(handlers.length, used, idle, enlisted);
    }
}
