package io.connwake.recorder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pools to which the fields of a thread of their own lead, for a JVM that was not watched when they were built:
 * HikariCP's, by its housekeeper (seen in 4.0.3 to 7.1.0). Others show when they are next asked for a connection.
 */
public final class PoolsOfThreads {
    private static final String HOUSEKEEPER = "housekeeper";
    private static final String POOL = "com.zaxxer.hikari.pool.HikariPool";
    private static final long MILLI = 1_000_000;

    private final Fields fields;
    private final List<Found> found = new ArrayList<>();

    /** One of them, as its own fields tell; what they do not tell is negative. */
    public record Found(
            String name,
            String library,
            long limit,
            int open,
            int used,
            int idle,
            long waiting,
            long acquireTimeoutNanos) {}

    public PoolsOfThreads(Iterable<Thread> threads, ModuleOpener opener) {
        fields = new Fields(opener);
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread each : threads) {
            Object pool = each.getName().endsWith(HOUSEKEEPER) ? pool(each) : null;
            if (pool != null && seen.add(pool)) {
                found.add(read(pool));
            }
        }
    }

    public List<Found> found() {
        return found;
    }

    /** The executor's tasks, of which one keeps the house. */
    private @Nullable Object pool(Thread thread) {
        Object tasks = fields.read(
                thread,
                "target.this$0.workQueue.queue",
                "holder.task.this$0.workQueue.queue"); // until and since JDK 19
        if (tasks instanceof Object[] array) {
            for (Object task : array) {
                Object pool = task == null ? null : fields.read(task, "callable.task.this$0");
                if (pool != null && pool.getClass().getName().equals(POOL)) {
                    return pool;
                }
            }
        }
        return null;
    }

    private Found read(Object pool) {
        PoolAccount account = PoolAccount.ofHikariPool(pool, fields);
        long millis = number(pool, "config.connectionTimeout");
        String name = String.valueOf(fields.read(pool, "config.poolName"));
        return new Found(
                JdbcUrl.isWithin(name) ? "-" : name,
                Libraries.HIKARI_CP.label,
                number(pool, "config.maxPoolSize"),
                account.open(),
                account.used(),
                account.idle(),
                number(pool, "connectionBag.waiters"),
                millis < 0 ? millis : millis * MILLI);
    }

    private long number(Object root, String path) {
        return fields.read(root, path) instanceof Number number ? number.longValue() : -1;
    }
}
