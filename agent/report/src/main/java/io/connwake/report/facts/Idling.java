package io.connwake.report.facts;

import io.connwake.pipeline.idle.Ending;
import io.connwake.pipeline.idle.IdleHistory;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How connections fared after times without use, for each server, over all recordings. */
public final class Idling {
    /** As the agent: no peer gives a connection up so soon. */
    public static final long SHORTEST_NANOS = 1_000_000_000L;

    private static final int MOST_PEERS = 256;

    private final Map<String, IdleHistory> histories = new TreeMap<>();

    void add(@Nullable String peer, Ending ending, long idleNanos, long atNanos) {
        if (peer == null || (ending == Ending.SURVIVED && idleNanos < SHORTEST_NANOS)) {
            return;
        }
        IdleHistory known = histories.get(peer);
        if (known == null && histories.size() < MOST_PEERS) {
            known = new IdleHistory();
            histories.put(peer, known);
        }
        if (known != null) {
            known.add(ending, idleNanos, atNanos);
        }
    }

    /** By server. */
    public Map<String, IdleHistory> histories() {
        return histories;
    }
}
