package io.connwake.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlushPolicyTest {
    private static final long NOON = 1_700_000_000_000L;
    private static final long SECOND = 1_000;

    @Nested
    class where_a_flush_costs_time {
        private final FlushPolicy policy = new FlushPolicy(false);

        @Test
        void the_first_invocation_is_worth_it() {
            assertThat(policy.isDue(NOON, false, false)).isTrue();
        }

        @Test
        void others_are_30_seconds_later() {
            policy.flushed(NOON, true);
            assertThat(policy.isDue(NOON + 29 * SECOND, false, false)).isFalse();
            assertThat(policy.isDue(NOON + 30 * SECOND, false, false)).isTrue();
        }

        @Test
        void others_are_5_seconds_later_where_the_process_is_not_told_of_its_end() {
            policy.flushed(NOON, true);
            assertThat(policy.isDue(NOON + 4 * SECOND, false, true)).isFalse();
            assertThat(policy.isDue(NOON + 5 * SECOND, false, true)).isTrue();
        }

        @Test
        void what_is_urgent_is_at_once() {
            policy.flushed(NOON, true);
            assertThat(policy.isDue(NOON + 1, true, false)).isTrue();
        }

        @Test
        void a_clock_that_was_set_back_delays_nothing() {
            policy.flushed(NOON, true);
            assertThat(policy.isDue(NOON - 3_600 * SECOND, false, false)).isTrue();
        }
    }

    @Nested
    class where_each_invocation_is_to_be_told {
        @Test
        void all_are_worth_it() {
            FlushPolicy policy = new FlushPolicy(true);
            policy.flushed(NOON, true);
            assertThat(policy.isDue(NOON, false, false)).isTrue();
        }
    }

    @Nested
    class a_collector_that_does_not_answer {
        private final FlushPolicy policy = new FlushPolicy(true);

        @Test
        void is_left_alone_for_longer_each_time_up_to_5_minutes() {
            long now = NOON;
            for (long pause : new long[] {5, 10, 20, 40, 80, 160, 300, 300}) {
                policy.flushed(now, false);
                assertThat(policy.isDue(now + pause * SECOND - 1, true, false)).isFalse();
                now += pause * SECOND;
                assertThat(policy.isDue(now, false, false)).isTrue();
            }
        }

        @Test
        void is_told_all_again_once_it_did() {
            policy.flushed(NOON, false);
            policy.flushed(NOON + 5 * SECOND, true);
            assertThat(policy.isDue(NOON + 5 * SECOND, false, false)).isTrue();
        }
    }
}
