package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process that recorded. */
public final class Instance {
    public final int index;
    public final Attributes resource;
    public final Map<Long, Connection> connections = new HashMap<>();
    public final Map<String, Finding> findings = new HashMap<>();
    public final Map<Series.Key, Series> series = new HashMap<>();
    private final Map<String, List<Pool>> pools = new HashMap<>();
    private final Seen seen = new Seen();
    private long startNanos = Long.MAX_VALUE;
    private long endNanos = Long.MIN_VALUE;
    private boolean hasInvocations;
    private long pid;

    Instance(int index, Attributes resource, long pid) {
        this.index = index;
        this.resource = resource;
        this.pid = pid;
    }

    /** Takes a number on if it knows none yet; -1 is none. */
    boolean isOf(long number) {
        pid = pid < 0 ? number : pid;
        return number < 0 || pid == number;
    }

    Seen seen() {
        return seen;
    }

    /** When all is read: what lies more than a year from that month is of a clock that was wrong. */
    void lived(long bulk) {
        startNanos = seen.firstNanos(bulk);
        endNanos = seen.lastNanos(bulk);
    }

    void invoked() {
        hasInvocations = true;
    }

    public boolean hasInvocations() {
        return hasInvocations;
    }

    /** Whether any time of it is known. */
    public boolean isSeen() {
        return endNanos >= startNanos;
    }

    public long startNanos() {
        return startNanos;
    }

    public long endNanos() {
        return endNanos;
    }

    /**
     * The pool of that name and server, null if there is none yet. A span that does not know the server means the first
     * of the name, and the first of a name that did not know its server takes the first that is told. One that has its id
     * leads to that server, too.
     */
    @Nullable
    Pool pool(String name, @Nullable String peer, @Nullable String namespace, long id) {
        List<Pool> all = pools.getOrDefault(name, List.of());
        if (peer == null) {
            return all.isEmpty() ? null : all.get(0);
        }
        for (Pool each : all) {
            if (each.isOf(peer, namespace)) {
                return each;
            }
        }
        for (Pool each : all) {
            if (each.has(id)) {
                each.leadsTo(peer);
                return each;
            }
        }
        return null;
    }

    void add(Pool pool) {
        pools.computeIfAbsent(pool.name, name -> new ArrayList<>(1)).add(pool);
    }
}
