package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;
import org.jspecify.annotations.Nullable;

/** Reads a pool's settings from its fields, on the drain. */
final class PoolReader {
    private PoolReader() {}

    static PoolFacts read(PoolRecord pool, Fields fields) {
        Libraries library = Libraries.of(pool.className);
        String label = library == null ? simpleName(pool.className) : library.label;
        Object dataSource = pool.get();
        Libraries.Settings settings = dataSource == null ? null : settings(dataSource.getClass());
        if (dataSource == null || settings == null) {
            int unknown = PoolFacts.UNKNOWN;
            return new PoolFacts(pool.id, label, null, unknown, unknown, unknown, unknown);
        }
        return settings.read(dataSource, pool.id, label, fields);
    }

    private static Libraries.@Nullable Settings settings(Class<?> dataSource) {
        for (Class<?> type = dataSource; type != null; type = type.getSuperclass()) {
            Libraries library = Libraries.of(type.getName());
            Libraries.Settings settings = library == null ? null : library.settings();
            if (settings != null && settings.className.equals(type.getName())) {
                return settings;
            }
        }
        return null;
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
