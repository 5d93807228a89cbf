package io.connwake.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a simulated queue: random arrivals, random lengths of use, first come first served. */
class DemandProfileTest {
    private static final int ACQUIRES = 50_000;
    private static final long USE_NANOS = 10_000_000L;

    private final Demand demand = new Demand();
    private long lastNanos;

    /** The mean wait, and every acquire and release told to {@code told}. */
    private double simulate(int connections, double load, Demand told) {
        Random random = new Random(7);
        PriorityQueue<Long> freeNanos = new PriorityQueue<>();
        double askNanos = 1;
        double waited = 0;
        for (int i = 0; i < ACQUIRES; i++) {
            askNanos += -Math.log(1 - random.nextDouble()) * USE_NANOS / load;
            long asked = (long) askNanos;
            long begin = freeNanos.size() < connections ? asked : Math.max(asked, freeNanos.remove());
            long end = begin + (long) (-Math.log(1 - random.nextDouble()) * USE_NANOS);
            freeNanos.add(end);
            waited += begin - asked;
            told.more(asked);
            told.less(end);
            lastNanos = Math.max(lastNanos, end);
            told.countTo(asked - 1);
        }
        told.countTo(lastNanos);
        return waited / ACQUIRES;
    }

    @Test
    void with_as_many_connections_as_there_were_the_predicted_wait_is_the_one_that_there_was() {
        double waited = simulate(4, 3.4, demand);
        assertThat((double) demand.profile().waitNanos(4, ACQUIRES)).isCloseTo(waited, within(waited / 1_000));
    }

    @Test
    void with_more_it_is_an_upper_bound_that_falls_to_nothing() {
        simulate(4, 3.4, demand);
        DemandProfile profile = demand.profile();
        long before = Long.MAX_VALUE;
        for (int connections = 4; connections <= 12; connections++) {
            long predicted = profile.waitNanos(connections, ACQUIRES);
            assertThat(predicted).isLessThanOrEqualTo(before);
            assertThat((double) predicted).isGreaterThanOrEqualTo(simulate(connections, 3.4, new Demand()) * 0.999);
            before = predicted;
        }
        assertThat(profile.waitNanos(profile.peak(), ACQUIRES)).isZero();
    }

    @Test
    void the_levels_are_those_of_an_endless_pool_as_theory_has_them() {
        simulate(1_000, 3.0, demand);
        DemandProfile profile = demand.profile();
        assertThat(profile.shareAbove(2)).isCloseTo(1 - Math.exp(-3) * (1 + 3 + 4.5), within(0.01));
        assertThat(profile.percentile(0.95)).isEqualTo(6);
    }

    @Test
    void a_later_part_is_told_apart_from_what_was_before() {
        demand.more(0);
        demand.less(100);
        demand.countTo(100);
        DemandProfile before = demand.profile();
        demand.more(200);
        demand.more(200);
        demand.countTo(250);
        DemandProfile later = demand.profile().since(before);
        assertThat(later.totalNanos()).isEqualTo(150);
        assertThat(later.peak()).isEqualTo(2);
        assertThat(later.shareAbove(1)).isEqualTo(50.0 / 150);
    }
}
