package io.connwake.recorder;

import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.PoolClosed;
import io.connwake.recorder.event.PoolCounted;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pools of which the drain has told, with their settings as it read them last. */
final class KnownPools {
    private static final long AGE_NANOS = 10_000_000_000L;
    /** Who waits is told of the limit that holds now. */
    private static final long AGE_OF_WAITED_FOR_NANOS = 1_000_000_000L;

    private final Fields fields;
    private final boolean isLate;
    private final Map<Long, Known> pools = new HashMap<>();
    /** The classes of their data sources, numbered; none is kept from being unloaded. */
    private final Map<Class<?>, Integer> copies = new WeakHashMap<>();

    private int lastCopy;

    /** The second: whether they may be older than the agent. */
    KnownPools(Fields fields, boolean isLate) {
        this.fields = fields;
        this.isLate = isLate;
    }

    private static final class Known {
        final PoolRecord pool;
        final int copy;
        PoolFacts facts;
        long readNanos;

        Known(PoolRecord pool, PoolFacts facts, int copy, long readNanos) {
            this.pool = pool;
            this.facts = facts;
            this.copy = copy;
            this.readNanos = readNanos;
        }

        boolean isDue(long nowNanos) {
            return nowNanos - readNanos >= (pool.waitedFor ? AGE_OF_WAITED_FOR_NANOS : AGE_NANOS);
        }
    }

    /** Tells of it if that was not done yet. */
    void know(@Nullable PoolRecord pool, Consumer<? super Event> events) {
        if (pool != null && !pool.known) {
            long now = Clock.nanos();
            pool.known = true;
            PoolFacts facts = PoolReader.read(pool, fields);
            Object dataSource = pool.get();
            pool.letGo();
            int copy = copy(dataSource);
            pools.put(pool.id, new Known(pool, facts, copy, now));
            events.accept(new PoolSeen(now, facts, copy));
        }
    }

    private int copy(@Nullable Object dataSource) {
        if (dataSource == null) {
            return 0;
        }
        Integer known = copies.get(dataSource.getClass());
        if (known == null) {
            known = ++lastCopy;
            copies.put(dataSource.getClass(), known);
        }
        return known;
    }

    /** Read while it was being built, not all of its settings may have been there. */
    void built(long poolId, Consumer<? super Event> events) {
        Known known = pools.get(poolId);
        if (known != null) {
            read(known, PoolReader.read(known.pool, fields), Clock.nanos(), events);
        }
    }

    /** Sites are wanted more often. */
    void leaked(long poolId) {
        Known known = pools.get(poolId);
        if (known != null) {
            known.pool.leaks();
        }
    }

    /** Tells which are gone, and which settings have changed. */
    void sweep(long nowNanos, Consumer<? super Event> events) {
        Iterator<Known> each = pools.values().iterator();
        while (each.hasNext()) {
            Known known = each.next();
            if (known.pool.refersTo(null)) {
                each.remove();
                events.accept(new PoolClosed(nowNanos, known.pool.id, PoolClosed.How.GARBAGE));
            } else if (known.isDue(nowNanos)) {
                boolean mayKeepClosedOnes = Libraries.AGROAL.label.equals(known.facts.library());
                if ((isLate || mayKeepClosedOnes) && known.pool.waitedFor) {
                    count(known.pool, nowNanos, events);
                }
                reread(known, nowNanos, events);
            }
        }
    }

    private void count(PoolRecord pool, long nowNanos, Consumer<? super Event> events) {
        Object dataSource = pool.get();
        PoolAccount account = dataSource == null ? null : PoolAccount.of(dataSource, fields);
        if (account != null && (isLate || account.enlisted() > 0)) {
            events.accept(new PoolCounted(nowNanos, pool.id, account.used(), account.enlisted()));
        }
    }

    private void reread(Known known, long nowNanos, Consumer<? super Event> events) {
        known.pool.waitedFor = false;
        PoolFacts facts = PoolReader.read(known.pool, fields);
        if (known.facts.asked() != null && !facts.asked(null).equals(known.facts.asked(null))) {
            known.pool.asked = null; // what it was once configured with is not wanted any more
            facts = facts.asked(null);
        }
        read(known, facts, nowNanos, events);
    }

    private static void read(Known known, PoolFacts facts, long nowNanos, Consumer<? super Event> events) {
        known.readNanos = nowNanos;
        if (!facts.equals(known.facts) && !known.pool.refersTo(null)) {
            known.facts = facts;
            events.accept(new PoolSeen(nowNanos, facts, known.copy));
        }
    }
}
