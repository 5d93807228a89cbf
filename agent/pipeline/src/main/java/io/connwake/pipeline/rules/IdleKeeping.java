package io.connwake.pipeline.rules;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolLibrary;
import io.connwake.recorder.event.PoolUpkeep;

/** For how long a pool may leave a connection without a word to its server. */
final class IdleKeeping {
    private IdleKeeping() {}

    /** {@link PoolFacts#ENDLESS} if nothing bounds it, {@link PoolFacts#UNKNOWN} if its settings are not known. */
    static long nanos(PoolFacts facts) {
        PoolUpkeep upkeep = facts.upkeep();
        if (upkeep.maximumLifetimeNanos() < 0 && upkeep.idleTimeoutNanos() < 0) {
            return PoolFacts.UNKNOWN;
        }
        long keeps = nanosOfMinimum(facts);
        return facts.heedsIdleTimeout() ? shorter(keeps, upkeep.idleTimeoutNanos()) : keeps;
    }

    /** Likewise of as many as an idle timeout spares. */
    static long nanosOfMinimum(PoolFacts facts) {
        long keeps = shorter(PoolFacts.ENDLESS, facts.upkeep().maximumLifetimeNanos());
        return shorter(keeps, facts.upkeep().keepaliveNanos());
    }

    /** Whether a dead connection is found before it is lent. */
    static boolean testsOnBorrow(PoolFacts facts) {
        return facts.library().equals(PoolLibrary.HIKARI_CP)
                || Boolean.TRUE.equals(facts.upkeep().testsOnBorrow());
    }

    /** A bound that is 0 or not known is none. */
    private static long shorter(long nanos, long bound) {
        return bound > 0 ? Math.min(nanos, bound) : nanos;
    }
}
