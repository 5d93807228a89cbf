package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;

/** Reads a pool's settings from its fields, on the drain. */
final class PoolReader {
    private PoolReader() {}

    static PoolFacts read(PoolRecord pool, Fields fields) {
        Libraries library = Libraries.of(pool.className);
        String label = library == null ? simpleName(pool.className) : library.label;
        Object dataSource = pool.get();
        PoolSettings settings = dataSource == null ? null : PoolTable.of(dataSource.getClass());
        return dataSource == null || settings == null
                ? PoolFacts.unknown(pool.id, label)
                : settings.read(dataSource, pool.id, label, fields);
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
