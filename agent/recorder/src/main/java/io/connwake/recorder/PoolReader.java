package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;
import org.jspecify.annotations.Nullable;

/** Reads a pool's settings from its fields. */
final class PoolReader {
    private PoolReader() {}

    /** Those in force, on the drain. */
    static PoolFacts read(PoolRecord pool, Fields fields) {
        String label = pool.library == null ? simpleName(pool.className) : pool.library.label;
        Object dataSource = pool.get();
        PoolSettings settings = dataSource == null ? null : PoolTable.of(dataSource.getClass());
        if (dataSource == null || settings == null) {
            return PoolFacts.unknown(pool.id, label);
        }
        PoolFacts inForce = settings.read(dataSource, pool.id, label, fields);
        return pool.asked == null ? inForce : inForce.asked(pool.asked);
    }

    /** Before the pool corrects them, on the thread that builds it; null where it corrects none. */
    static @Nullable PoolFacts asked(Object configuration, Fields fields) {
        PoolSettings settings = PoolTable.of(configuration.getClass());
        return settings == null || !settings.isCorrecting() ? null : settings.read(configuration, 0, "", fields);
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
