package io.connwake.recorder;

import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** How many connections HikariCP itself says it has, by their states (seen in 4.0.3 to 7.1.0). */
record PoolAccount(int open, int used, int idle) {
    private static final int IDLE = 0;
    private static final int IN_USE = 1;

    /** Of a data source; null where it is another library's, or keeps none. */
    static @Nullable PoolAccount of(Object dataSource, Fields fields) {
        return fields.read(dataSource, "pool.connectionBag.sharedList") instanceof CopyOnWriteArrayList<?> entries
                ? count(entries, fields)
                : null;
    }

    /** Of its pool within. */
    static PoolAccount ofHikariPool(Object pool, Fields fields) {
        return fields.read(pool, "connectionBag.sharedList") instanceof CopyOnWriteArrayList<?> entries
                ? count(entries, fields)
                : new PoolAccount(0, 0, 0);
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
        return new PoolAccount(open, used, idle);
    }
}
