package io.connwake.pipeline.spans;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolLife;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import java.util.List;

/** The span of a pool's construction, with the settings in force; what is not known or never happens is left out. */
final class PoolSpans {
    private final WallClock clock;

    PoolSpans(WallClock clock) {
        this.clock = clock;
    }

    Span built(Pool pool) {
        PoolLife life = pool.life();
        ErrorFacts failure = life.failure();
        long end = clock.epochNanosAt(life.builtNanos());
        return new Span(
                life.span(),
                life.parent() == null ? 0 : life.parent().spanId(),
                "pool " + pool.name(),
                Span.Kind.INTERNAL,
                clock.epochNanosAt(life.startNanos()),
                end,
                attributes(pool, life),
                failure == null ? List.of() : List.of(Common.exception(end, failure)),
                List.of(),
                failure != null,
                failure == null ? "" : Common.statusText(failure));
    }

    private static Attributes attributes(Pool pool, PoolLife life) {
        Attributes.Builder attributes = Attributes.builder();
        Common.where(attributes, pool.peer(), pool);
        if (life.number() > 0) {
            attributes.put(Names.POOL_NUMBER, life.number()).put(Names.POOL_UNCLOSED, life.unclosed());
        }
        PoolFacts facts = pool.facts();
        if (facts != null) {
            attributes.put(Names.POOL_LIBRARY, facts.library());
            count(attributes, Names.POOL_LIMIT, facts.limit());
            count(attributes, Names.POOL_MINIMUM_IDLE, facts.minimumIdle());
            count(attributes, Names.POOL_MAXIMUM_IDLE, facts.maximumIdle());
            time(attributes, Names.POOL_ACQUIRE_TIMEOUT, facts.acquireTimeoutNanos());
            upkeep(attributes, facts.upkeep());
        }
        if (life.thread() != null) {
            attributes.put(Names.THREAD_NAME, life.thread().name());
        }
        return attributes.build();
    }

    private static void upkeep(Attributes.Builder attributes, PoolUpkeep upkeep) {
        time(attributes, Names.POOL_MAXIMUM_LIFETIME, upkeep.maximumLifetimeNanos());
        time(attributes, Names.POOL_IDLE_TIMEOUT, upkeep.idleTimeoutNanos());
        time(attributes, Names.POOL_KEEPALIVE, upkeep.keepaliveNanos());
        time(attributes, Names.POOL_VALIDATION_TIMEOUT, upkeep.validationTimeoutNanos());
        time(attributes, Names.POOL_LEAK_THRESHOLD, upkeep.leakThresholdNanos());
        Boolean tests = upkeep.testsOnBorrow();
        if (tests != null) {
            attributes.put(Names.POOL_TESTS_ON_BORROW, (boolean) tests);
        }
    }

    private static void count(Attributes.Builder attributes, String name, int value) {
        if (value >= 0) {
            attributes.put(name, value);
        }
    }

    private static void time(Attributes.Builder attributes, String name, long nanos) {
        if (nanos >= 0 && nanos != PoolFacts.ENDLESS) {
            attributes.put(name, Common.seconds(nanos));
        }
    }
}
