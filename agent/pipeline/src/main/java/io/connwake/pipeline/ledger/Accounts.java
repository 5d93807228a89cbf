package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Gauges;
import io.connwake.pipeline.metrics.Meters;
import io.connwake.pipeline.metrics.Series;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where things are counted: the pools, and the servers reached without one. */
final class Accounts {
    private static final int MOST_POOLS = 1_024;
    private static final int MOST_SERVERS = 256;
    private static final int MOST_GONE = 1_024;
    private static final Attributes OTHERS =
            Attributes.builder().put(Names.POOL_NAME, "others").build();

    /** So long the settings of a pool that is over are reported: at least once, however short its life. */
    private static final long LINGERS_NANOS = 60_000_000_000L;

    private final SpanIds ids;

    private final Idling idling = new Idling();
    private final Map<Long, Pool> pools = new LinkedHashMap<>();
    private final Map<String, Series> servers = new LinkedHashMap<>();
    private final Map<String, Series> gone = new LinkedHashMap<>();
    private @Nullable Pool lastAsked;
    private int forgotten;

    Accounts(SpanIds ids) {
        this.ids = ids;
    }

    Idling idling() {
        return idling;
    }

    /** Null if it was never heard of, or is forgotten. */
    @Nullable
    Pool known(long id) {
        return pools.get(id);
    }

    /** Known or new. */
    Pool pool(long id) {
        Pool asked = lastAsked;
        if (asked == null || asked.id() != id) {
            asked = findOrAdd(id);
            lastAsked = asked;
        }
        return asked;
    }

    private Pool findOrAdd(long id) {
        Pool known = pools.get(id);
        if (known == null) {
            if (pools.size() >= MOST_POOLS) {
                forgetPool();
            }
            known = new Pool(id, ids);
            pools.put(id, known);
        }
        return known;
    }

    /** Null if then none or several led there. */
    @Nullable
    Pool onlyPoolTo(Peer peer, long atNanos) {
        Pool only = null;
        for (Pool pool : pools.values()) {
            if (peer.equals(pool.peer()) && pool.life().mayHaveLivedAt(atNanos)) {
                if (only != null) {
                    return null;
                }
                only = pool;
            }
        }
        return only;
    }

    /** The pool after which its filling thread is named; null if none or several are. */
    @Nullable
    Pool filledBy(ThreadRef thread, long atNanos) {
        Pool only = null;
        for (Pool pool : pools.values()) {
            if (PoolHabits.isFilledBy(pool, thread) && pool.life().mayHaveLivedAt(atNanos)) {
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

    /** How many there were once that are not among them any more. */
    int forgotten() {
        return forgotten;
    }

    /** Of too many, the later ones are counted together. */
    Meters server(@Nullable Peer peer) {
        Series known = servers.get(key(peer));
        if (known == null) {
            Peer counted = servers.size() < MOST_SERVERS ? peer : null;
            known = servers.get(key(counted));
            if (known == null) {
                known = new Series(Identity.of(counted), new Meters(), null, "");
                servers.put(key(counted), known);
            }
        }
        return known.meters();
    }

    private static String key(@Nullable Peer peer) {
        return peer == null ? "" : peer.label() + "/" + peer.namespace() + "/" + peer.system();
    }

    /** One series for each set of attributes. */
    List<Series> series(long nowNanos, long overdueNanos) {
        Map<String, Series> all = new LinkedHashMap<>(gone);
        Set<Pool> withSettings = withSettings(nowNanos);
        for (Pool pool : pools.values()) {
            Gauges now = gauges(pool, withSettings.contains(pool), nowNanos, overdueNanos);
            merge(all, pool.series(now));
        }
        for (Series server : servers.values()) {
            merge(all, List.of(server));
        }
        return new ArrayList<>(all.values());
    }

    /** Those that lend, and where every pool of a series is over, the last one for a while. */
    private Set<Pool> withSettings(long nowNanos) {
        Set<Pool> all = new HashSet<>();
        Map<String, Pool> last = new HashMap<>();
        for (Pool pool : pools.values()) {
            String key = key(pool.identity());
            Pool earlier = last.get(key);
            if (!pool.life().isOver()) {
                all.add(pool);
                last.put(key, pool);
            } else if (earlier == null || earlier.life().isOver()) {
                last.put(key, pool);
            }
        }
        for (Pool pool : last.values()) {
            if (!pool.life().wasOverFor(LINGERS_NANOS, nowNanos)) {
                all.add(pool);
            }
        }
        return all;
    }

    /** Its counts stay, of very many names as those of others. */
    private void forgetPool() {
        forgotten++;
        Pool least = leastMissed();
        pools.remove(least.id());
        lastAsked = null;
        for (Series each : least.series(null)) {
            String key = key(each.attributes());
            boolean hasRoom = gone.size() < MOST_GONE || gone.containsKey(key);
            merge(gone, List.of(hasRoom ? each : each.as(OTHERS)));
        }
    }

    /** The oldest idle one that is over, else the oldest idle one, else the oldest. */
    private Pool leastMissed() {
        Pool oldestIdle = null;
        for (Pool pool : pools.values()) {
            if (pool.isIdle() && pool.life().isOver()) {
                return pool;
            }
            if (pool.isIdle() && oldestIdle == null) {
                oldestIdle = pool;
            }
        }
        return oldestIdle == null ? pools.values().iterator().next() : oldestIdle;
    }

    private static void merge(Map<String, Series> all, List<Series> more) {
        for (Series each : more) {
            String key = key(each.attributes());
            Series known = all.get(key);
            all.put(key, known == null ? each : known.plus(each));
        }
    }

    private static String key(Attributes attributes) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < attributes.size(); i++) {
            key.append(attributes.key(i))
                    .append('=')
                    .append(attributes.value(i))
                    .append('\n');
        }
        return key.toString();
    }

    private static Gauges gauges(Pool pool, boolean hasSettings, long nowNanos, long overdueNanos) {
        PoolSnapshot now = pool.snapshot();
        PoolFacts facts = pool.facts();
        int overdue = 0;
        for (Lease lease : pool.leases()) {
            overdue += lease.watch().unusedFor(overdueNanos, nowNanos) ? 1 : 0;
        }
        return new Gauges(
                now.idle(),
                now.used(),
                setting(facts == null ? PoolFacts.UNKNOWN : facts.maximumIdle(), hasSettings),
                setting(facts == null ? PoolFacts.UNKNOWN : facts.minimumIdle(), hasSettings),
                setting(now.limit(), hasSettings),
                now.waiting(),
                pool.leases().size(),
                overdue);
    }

    private static int setting(int known, boolean hasSettings) {
        return known < 0 || hasSettings ? known : 0;
    }
}
