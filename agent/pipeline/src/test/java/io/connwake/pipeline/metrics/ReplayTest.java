package io.connwake.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was seen with one size is played again with another, and held against a simulation of that size. */
class ReplayTest {
    private static final int ACQUIRES = 40_000;
    private static final double USE_NANOS = 10_000_000;

    private final Random random = new Random(11);
    private final Replay replay = new Replay(ACQUIRES);

    private double length(double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    /** Callers that come by chance, each once. */
    private void crowd(int connections, double load) {
        PriorityQueue<Long> freeNanos = new PriorityQueue<>();
        double askNanos = 1;
        for (int i = 0; i < ACQUIRES; i++) {
            askNanos += length(USE_NANOS / load);
            long asked = (long) askNanos;
            long begin = freeNanos.size() < connections ? asked : Math.max(asked, freeNanos.remove());
            long end = begin + (long) length(USE_NANOS);
            freeNanos.add(end);
            replay.add(i, asked, begin, end);
        }
    }

    /** Threads that ask again a while after each lease; the mean wait. */
    private double loop(int connections, int threads, double thinkNanos, Replay told) {
        PriorityQueue<long[]> asking = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
        for (int i = 0; i < threads; i++) {
            asking.add(new long[] {(long) length(thinkNanos), i});
        }
        PriorityQueue<Long> freeNanos = new PriorityQueue<>();
        double waited = 0;
        for (int i = 0; i < ACQUIRES; i++) {
            long[] next = asking.remove();
            long begin = freeNanos.size() < connections ? next[0] : Math.max(next[0], freeNanos.remove());
            long end = begin + (long) length(USE_NANOS);
            freeNanos.add(end);
            waited += begin - next[0];
            told.add(next[1], next[0], begin, end);
            asking.add(new long[] {end + (long) length(thinkNanos), next[1]});
        }
        return waited / ACQUIRES;
    }

    /** Erlang's formula for the mean wait. */
    private static double erlang(int connections, double load) {
        double term = 1;
        double sum = 1;
        for (int i = 1; i < connections; i++) {
            term *= load / i;
            sum += term;
        }
        double last = term * load / connections * connections / (connections - load);
        return last / (sum + last) * USE_NANOS / (connections - load);
    }

    @Test
    void callers_that_come_by_chance_wait_as_Erlang_says_whatever_the_size_in_which_they_were_seen() {
        crowd(4, 3.4);
        for (int connections = 4; connections <= 7; connections++) {
            double expected = erlang(connections, 3.4);
            assertThat((double) replay.meanWaitNanos(connections))
                    .as(connections + " connections")
                    .isCloseTo(expected, within(expected * 0.25 + 50_000));
        }
    }

    @Test
    void threads_that_ask_again_wait_as_they_do_in_a_pool_of_that_size() {
        loop(3, 10, 5_000_000, replay);
        for (int connections = 3; connections <= 9; connections++) {
            double expected = loop(connections, 10, 5_000_000, new Replay(1));
            assertThat((double) replay.meanWaitNanos(connections))
                    .as(connections + " connections")
                    .isCloseTo(expected, within(expected * 0.05 + 20_000));
        }
        assertThat(replay.meanWaitNanos(10)).isZero();
    }

    @Test
    void the_size_that_is_asked_for_is_the_first_that_keeps_the_wait_below() {
        loop(3, 10, 5_000_000, replay);
        int size = replay.sizeFor(500_000, 3, 10);
        assertThat(replay.meanWaitNanos(size)).isLessThanOrEqualTo(500_000);
        assertThat(replay.meanWaitNanos(size - 1)).isGreaterThan(500_000);
    }

    @Test
    void it_keeps_the_latest() {
        Replay few = new Replay(2);
        few.add(1, 0, 100, 200);
        few.add(2, 300, 300, 400);
        few.add(3, 310, 310, 420);
        assertThat(few.size()).isEqualTo(2);
        assertThat(few.meanWaitNanos(1)).isEqualTo(45);
        assertThat(few.meanWaitNanos(2)).isZero();
    }
}
