package io.connwake.pipeline.idle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IdleHistoryTest {
    private static final long SECOND = 1_000_000_000L;

    private final IdleHistory history = new IdleHistory();

    private void survived(long seconds, long atSeconds) {
        history.add(Ending.SURVIVED, seconds * SECOND, atSeconds * SECOND);
    }

    private void died(long seconds, long atSeconds) {
        history.add(Ending.DIED, seconds * SECOND, atSeconds * SECOND);
    }

    @Nested
    class a_single_death {
        @Test
        void is_consistent_with_every_limit_between_it_and_what_survived() {
            for (int i = 1; i <= 96; i++) {
                survived(145 + i, i * 1_000L);
            }
            died(372, 200_000);
            IdleEvidence evidence = history.evidence();
            assertThat(evidence.bracket()).isNull();
            assertThat(evidence.survivals()).isEqualTo(96);
            assertThat(evidence.longestSurvivalNanos()).isEqualTo(241 * SECOND);
            assertThat(evidence.shortestDeathNanos()).isEqualTo(372 * SECOND);
            assertThat(evidence.candidates())
                    .containsExactly(KnownLimit.AZURE, KnownLimit.FIVE_MINUTES, KnownLimit.AWS_NETWORK);
        }

        @Test
        void is_consistent_with_none_if_others_survived_longer() {
            survived(400, 1_000);
            died(372, 2_000);
            assertThat(history.evidence().candidates()).isEmpty();
        }

        @Test
        void is_a_bracket_if_the_server_said_why_and_one_lived_nearly_as_long() {
            survived(290, 1_000);
            history.add(Ending.TIMED_OUT, 305 * SECOND, 2_000 * SECOND);
            assertThat(history.evidence().bracket()).isEqualTo(new IdleBracket(290 * SECOND, 305 * SECOND, 1, 1, 0));
            assertThat(history.evidence().candidates()).containsExactly(KnownLimit.FIVE_MINUTES);
        }
    }

    @Nested
    class deaths_that_one_event_explains {
        @Test
        void count_as_one() {
            died(10, 1_000);
            died(60, 1_005);
            died(350, 1_200);
            IdleEvidence evidence = history.evidence();
            assertThat(evidence.deaths()).isEqualTo(1);
            assertThat(evidence.explained()).isEqualTo(2);
        }

        @Test
        void count_each_if_another_connection_lived_through_every_such_moment() {
            died(360, 1_000);
            survived(310, 1_010);
            died(400, 1_050);
            survived(300, 700);
            IdleEvidence evidence = history.evidence();
            assertThat(evidence.deaths()).isEqualTo(2);
            assertThat(evidence.explained()).isZero();
        }

        @Test
        void count_as_none_if_the_server_was_shut_down_then() {
            died(60, 1_005);
            died(350, 1_200);
            history.add(Ending.KILLED, 5 * SECOND, 1_003 * SECOND);
            IdleEvidence evidence = history.evidence();
            assertThat(evidence.deaths()).isZero();
            assertThat(evidence.explained()).isEqualTo(2);
        }
    }

    @Nested
    class memory {
        @Test
        void keeps_the_longest_that_survived_and_the_shortest_that_died() {
            for (int i = 1; i <= 1_000; i++) {
                survived(i % 250, i * 1_000L);
                history.add(Ending.TIMED_OUT, (301 + i) * SECOND, i * 1_000L * SECOND);
            }
            IdleEvidence evidence = history.evidence();
            assertThat(evidence.survivals()).isEqualTo(1_000);
            assertThat(evidence.deaths()).isEqualTo(1_000);
            assertThat(evidence.longestSurvivalNanos()).isEqualTo(249 * SECOND);
            assertThat(evidence.shortestDeathNanos()).isEqualTo(302 * SECOND);
        }
    }
}
