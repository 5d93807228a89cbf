package io.connwake.recorder.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pool's identity and the settings in force, read from its fields. −1 means "not known".
 *
 * @param library what made it, as people call it: {@code HikariCP}, {@code Commons DBCP 2}, or the simple class name
 * @param name the configured name; null where there is none or where it is generated
 * @param limit the most connections it may have; not known where there is no limit
 * @param acquireTimeoutNanos longest wait of an acquire; {@link #ENDLESS} where it waits for ever
 * @param upkeep what it does with connections that nobody has
 * @param asked what it was configured with, of a pool that corrects that itself; null where nobody knows
 */
public record PoolFacts(
        long poolId,
        String library,
        @Nullable String name,
        int limit,
        int minimumIdle,
        int maximumIdle,
        long acquireTimeoutNanos,
        PoolUpkeep upkeep,
        @Nullable PoolFacts asked) {
    public static final int UNKNOWN = -1;
    public static final long ENDLESS = Long.MAX_VALUE;

    public PoolFacts(
            long poolId,
            String library,
            @Nullable String name,
            int limit,
            int minimumIdle,
            int maximumIdle,
            long acquireTimeoutNanos,
            PoolUpkeep upkeep) {
        this(poolId, library, name, limit, minimumIdle, maximumIdle, acquireTimeoutNanos, upkeep, null);
    }

    /** Of a pool whose settings nobody can read. */
    public static PoolFacts unknown(long poolId, String library) {
        return new PoolFacts(poolId, library, null, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, PoolUpkeep.UNKNOWN);
    }

    public PoolFacts asked(@Nullable PoolFacts before) {
        return new PoolFacts(
                poolId, library, name, limit, minimumIdle, maximumIdle, acquireTimeoutNanos, upkeep, before);
    }

    /**
     * Whether it may close idle connections by their timeout: not where it keeps all that it may have, unless it opens others
     * for them, as c3p0 (seen with 0.9.5 and 0.14) and DBCP 2 (2.1 and 2.14) do.
     */
    public boolean heedsIdleTimeout() {
        return minimumIdle < 0
                || limit < 0
                || minimumIdle < limit
                || library.equals(PoolLibrary.C3P0)
                || library.equals(PoolLibrary.DBCP_2)
                || library.equals(PoolLibrary.TOMCAT_DBCP_2);
    }

    /** Whether any of what settings may contradict each other in differs from what HikariCP has by itself. */
    public boolean isChosen() {
        PoolFacts first = asked == null ? this : asked;
        PoolUpkeep wanted = first.upkeep();
        int minimum = Math.max(minimumIdle, first.minimumIdle());
        return (limit > 0 && minimum > limit)
                || (first.maximumIdle() >= 0 && minimum > first.maximumIdle())
                || upkeep.inert() != 0
                || isChosen(wanted.maximumLifetimeNanos(), 1_800)
                || isChosen(wanted.idleTimeoutNanos(), 600)
                || isChosen(wanted.keepaliveNanos(), 120)
                || isChosen(wanted.validationTimeoutNanos(), 5)
                || isChosen(wanted.leakThresholdNanos(), 0);
    }

    private static boolean isChosen(long nanos, long usualSeconds) {
        return nanos > 0 && nanos != ENDLESS && nanos != usualSeconds * 1_000_000_000L;
    }

    // As in CodeLine.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolFacts that
                && poolId == that.poolId
                && limit == that.limit
                && minimumIdle == that.minimumIdle
                && maximumIdle == that.maximumIdle
                && acquireTimeoutNanos == that.acquireTimeoutNanos
                && library.equals(that.library)
                && Objects.equals(name, that.name)
                && upkeep.equals(that.upkeep)
                && Objects.equals(asked, that.asked);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(poolId);
    }
}
