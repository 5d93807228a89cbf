package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Gauges;
import io.connwake.pipeline.metrics.Meters;
import io.connwake.pipeline.metrics.Series;
import io.connwake.pipeline.model.Attributes;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where things are counted: the pools, and the servers reached without one. */
final class Accounts {
    private static final int MOST_POOLS = 1_024;
    private static final int MOST_SERVERS = 256;

    private final Map<Long, Pool> pools = new LinkedHashMap<>();
    private final Map<String, Series> servers = new LinkedHashMap<>();
    private final Map<String, Series> gone = new LinkedHashMap<>();

    Pool pool(long id) {
        Pool known = pools.get(id);
        if (known == null) {
            if (pools.size() >= MOST_POOLS) {
                forgetPool();
            }
            known = new Pool(id);
            pools.put(id, known);
        }
        return known;
    }

    /** Null if none or several lead there. */
    @Nullable
    Pool onlyPoolTo(Peer peer) {
        Pool only = null;
        for (Pool pool : pools.values()) {
            if (peer.equals(pool.peer())) {
                if (only != null) {
                    return null;
                }
                only = pool;
            }
        }
        return only;
    }

    Collection<Pool> pools() {
        return pools.values();
    }

    Meters server(@Nullable Peer peer) {
        String key = peer == null ? "" : peer.label() + "/" + peer.namespace() + "/" + peer.system();
        Series known = servers.get(key);
        if (known == null && servers.size() >= MOST_SERVERS) {
            return server(null);
        }
        if (known == null) {
            known = new Series(Identity.of(peer), new Meters(), null);
            servers.put(key, known);
        }
        return known.meters();
    }

    /** One series for each set of attributes. */
    List<Series> series(long nowNanos, long overdueNanos) {
        Map<String, Series> all = new LinkedHashMap<>(gone);
        for (Pool pool : pools.values()) {
            merge(all, new Series(pool.identity(), pool.meters(), gauges(pool, nowNanos, overdueNanos)));
        }
        for (Series server : servers.values()) {
            merge(all, server);
        }
        return new ArrayList<>(all.values());
    }

    /** The oldest idle one, else the oldest: its counts stay. */
    private void forgetPool() {
        Pool forgotten = pools.values().iterator().next();
        for (Pool pool : pools.values()) {
            if (pool.isIdle()) {
                forgotten = pool;
                break;
            }
        }
        pools.remove(forgotten.id());
        merge(gone, new Series(forgotten.identity(), forgotten.meters(), null));
    }

    private static void merge(Map<String, Series> all, Series more) {
        String key = key(more.attributes());
        Series known = all.get(key);
        all.put(key, known == null ? more : known.plus(more));
    }

    private static String key(Attributes attributes) {
        StringBuilder key = new StringBuilder();
        for (Map.Entry<String, Object> entry : attributes.entries()) {
            key.append(entry.getKey()).append('=').append(entry.getValue()).append('\n');
        }
        return key.toString();
    }

    private static Gauges gauges(Pool pool, long nowNanos, long overdueNanos) {
        PoolSnapshot now = pool.snapshot();
        PoolFacts facts = pool.facts();
        int overdue = 0;
        for (Lease lease : pool.leases()) {
            overdue += lease.watch().unusedFor(overdueNanos, nowNanos) ? 1 : 0;
        }
        return new Gauges(
                now.idle(),
                now.used(),
                facts == null ? PoolFacts.UNKNOWN : facts.maximumIdle(),
                facts == null ? PoolFacts.UNKNOWN : facts.minimumIdle(),
                now.limit(),
                now.waiting(),
                pool.leases().size(),
                overdue);
    }
}
