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

    /** Null while it is open and alive. Some pools drop a dead one without closing it. */
    static @Nullable String of(Connection connection) {
        if (connection.death() != null) {
            return DEAD;
        }
        ConnectionEnd end = connection.end();
        return end == null ? null : of(connection, end);
    }

    private static String of(Connection connection, ConnectionEnd end) {
        if (end.how() == Closed.How.ABORTED) {
            boolean withPool = !end.wasHeld() && wasPoolClosed(connection, end);
            return withPool ? POOL_CLOSED : "aborted";
        }
        if (end.how() == Closed.How.GARBAGE) {
            return "garbage";
        }
        return connection.isPooled() ? byPool(connection, end) : "released";
    }

    private static String byPool(Connection connection, ConnectionEnd end) {
        if (wasPoolClosed(connection, end)) {
            return POOL_CLOSED;
        }
        Pool pool = connection.pool();
        PoolFacts facts = pool == null ? null : pool.facts();
        Opened opened = connection.opened();
        if (facts == null || opened == null) {
            return EVICTED;
        }
        long age = end.atNanos() - opened.atNanos();
        return byUpkeep(facts, age, connection.idle().at(end.atNanos()));
    }

    /** Before it ended, or as it did: so it was for all of them, whoever had them. */
    static boolean wasPoolClosed(Connection connection, ConnectionEnd end) {
        Pool pool = connection.pool();
        return pool != null && pool.life().wasClosedAt(end.atNanos());
    }

    private static String byUpkeep(PoolFacts facts, long ageNanos, long idleNanos) {
        PoolUpkeep upkeep = facts.upkeep();
        if (isOver(ageNanos, upkeep.maximumLifetimeNanos())) {
            return EXPIRED;
        }
        boolean mayHaveExpired = isOver(ageNanos, PoolHabits.shortestLifetimeNanos(facts));
        boolean wasIdle = facts.heedsIdleTimeout() && isOver(idleNanos, upkeep.idleTimeoutNanos());
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
