package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pools of one line that left connections behind: one case, however many they are. */
final class Orphans {
    final Case its;
    final String key;
    final Map<Pool, Left> left = new LinkedHashMap<>();

    Orphans(Case its, String key) {
        this.its = its;
        this.key = key;
    }

    /**
     * What one of them left.
     *
     * @param successor the pool that lends in its place; null where it is over
     */
    record Left(@Nullable Pool successor, int connections, long sinceNanos) {}
}
