package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended, as far as it was seen or follows from the pool's settings. Where two of them would explain it,
 * it is just {@code evicted}.
 */
final class CloseReason {
    private static final String DEAD = "dead";
    private static final String EVICTED = "evicted";
    private static final String EXPIRED = "expired";
    static final String POOL_CLOSED = "pool_closed";

    private CloseReason() {}

    /** Null while it is open. Some pools drop a dead one without closing it. */
    static @Nullable String of(Connection connection, Closed.@Nullable How how) {
        boolean dead = connection.death() != null;
        if (how == null) {
            return dead ? DEAD : null;
        }
        if (dead) {
            return DEAD;
        }
        if (how == Closed.How.ABORTED) {
            boolean withPool = !connection.wasHeld() && wasPoolClosed(connection);
            return withPool ? POOL_CLOSED : "aborted";
        }
        if (how == Closed.How.GARBAGE) {
            return "garbage";
        }
        return connection.isPooled() ? byPool(connection) : "released";
    }

    private static String byPool(Connection connection) {
        if (wasPoolClosed(connection)) {
            return POOL_CLOSED;
        }
        Pool pool = connection.pool();
        PoolFacts facts = pool == null ? null : pool.facts();
        Opened opened = connection.opened();
        return facts == null || opened == null ? EVICTED : byUpkeep(connection, opened, facts);
    }

    private static boolean wasPoolClosed(Connection connection) {
        Pool pool = connection.pool();
        return pool != null && pool.life().wasClosedAt(connection.endNanos());
    }

    private static String byUpkeep(Connection connection, Opened opened, PoolFacts facts) {
        PoolUpkeep upkeep = facts.upkeep();
        long age = connection.endNanos() - opened.atNanos();
        if (isOver(age, upkeep.maximumLifetimeNanos())) {
            return EXPIRED;
        }
        boolean mayHaveExpired = isOver(age, PoolHabits.shortestLifetimeNanos(facts));
        boolean shrinks = facts.minimumIdle() < 0 || facts.limit() < 0 || facts.minimumIdle() < facts.limit();
        boolean wasIdle = shrinks && isOver(connection.idle().at(connection.endNanos()), upkeep.idleTimeoutNanos());
        if (mayHaveExpired == wasIdle) {
            return EVICTED;
        }
        return wasIdle ? "idle" : EXPIRED;
    }

    /** A limit that is 0, not known or endless is never over. */
    private static boolean isOver(long nanos, long limitNanos) {
        return limitNanos > 0 && nanos >= limitNanos;
    }
}
