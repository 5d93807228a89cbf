package io.connwake.pipeline.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimate against peers of which all is known, thousands of them: how often it fails is what is asserted. */
class IdleLimitTest {
    private static final int PEERS = 4_000;

    /** Of {@link #PEERS}: one in a thousand. */
    private static final long HARDLY_ANY = 4;

    private static long failures(LongFunction<IdleEvidence> life, double limit) {
        return failures(life, limit, 0);
    }

    private static long failures(LongFunction<IdleEvidence> life, double limit, double clocksDiffer) {
        long failures = 0;
        for (long seed = 0; seed < PEERS; seed++) {
            failures += isFound(life.apply(seed), limit, clocksDiffer) ? 0 : 1;
        }
        return failures;
    }

    private static long claims(LongFunction<IdleEvidence> life) {
        long claims = 0;
        for (long seed = 0; seed < PEERS; seed++) {
            claims += life.apply(seed).bracket() == null ? 0 : 1;
        }
        return claims;
    }

    /** The bracket contains it and is narrower than a quarter of it. */
    private static boolean isFound(IdleEvidence evidence, double limit, double clocksDiffer) {
        IdleBracket bracket = evidence.bracket();
        return bracket != null
                && bracket.lowerNanos() <= (limit + clocksDiffer) * 1e9
                && bracket.upperNanos() >= (limit - clocksDiffer) * 1e9
                && bracket.upperNanos() - bracket.lowerNanos() < limit * 1e9 / 4;
    }

    @Nested
    class a_limit_is_found {
        @ParameterizedTest
        @ValueSource(doubles = {2, 5, 20, 350})
        void from_forty_spells_around_it(double limit) {
            assertThat(failures(
                            seed -> new SimulatedPeer(seed, limit).observe(40, limit / 2, limit * 3 / 2, limit * 3),
                            limit))
                    .isLessThanOrEqualTo(HARDLY_ANY);
        }

        @ParameterizedTest
        @ValueSource(doubles = {2, 5, 20, 350})
        void at_once_from_connections_that_all_began_together_where_the_server_says_why(double limit) {
            assertThat(failures(
                            seed -> new SimulatedPeer(seed, limit).telling().observe(40, limit / 2, limit * 3 / 2, 0),
                            limit))
                    .isLessThanOrEqualTo(HARDLY_ANY);
        }

        @Test
        void from_thirty_short_lives_with_at_most_two_deaths_each() {
            assertThat(failures(IdleLimitTest::thirtyShortLives, 300)).isLessThanOrEqualTo(HARDLY_ANY);
        }

        @Test
        void mostly_although_the_server_restarted_again_and_again() {
            assertThat(failures(seed -> fourRestarts(seed, 20), 20)).isLessThan(PEERS / 20);
        }

        /** Its clock starts when its answer leaves, the client's when it arrives: on a busy machine that is some time. */
        @Test
        void as_exactly_as_two_clocks_measure_it() {
            assertThat(failures(
                            seed -> new SimulatedPeer(seed, 20)
                                    .measuredWithin(0.6)
                                    .observe(40, 10, 30, 60),
                            20,
                            0.6))
                    .isLessThan(PEERS / 100);
        }

        @Test
        void mostly_although_one_connection_in_fifty_is_killed_before_it() {
            assertThat(failures(
                            seed -> new SimulatedPeer(seed, 20).killing(0.001).observe(40, 10, 30, 200), 20))
                    .isLessThan(PEERS / 5);
        }
    }

    @Nested
    class no_limit_is_claimed {
        @ParameterizedTest
        @ValueSource(doubles = {0.002, 0.01, 0.03, 0.1, 0.3})
        void where_connections_are_killed_at_random(double perSecond) {
            assertThat(claims(seed -> new SimulatedPeer(seed, SimulatedPeer.NONE)
                            .killing(perSecond)
                            .observe(40, 10, 30, 200)))
                    .isLessThanOrEqualTo(HARDLY_ANY);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.0003, 0.003, 0.03})
        void however_long_that_goes_on(double perSecond) {
            assertThat(claims(seed -> new SimulatedPeer(seed, SimulatedPeer.NONE)
                            .killing(perSecond)
                            .observe(300, 0, 120, 2_000)))
                    .isLessThanOrEqualTo(HARDLY_ANY);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 40, 200})
        void where_the_server_restarted(double seconds) {
            assertThat(claims(seed -> new SimulatedPeer(seed, SimulatedPeer.NONE)
                            .restartingAt(seconds / 2 + 15)
                            .observe(40, 10, 30, seconds)))
                    .isLessThanOrEqualTo(HARDLY_ANY);
        }

        @Test
        void where_the_server_restarted_again_and_again() {
            assertThat(claims(seed -> fourRestarts(seed, SimulatedPeer.NONE))).isLessThanOrEqualTo(HARDLY_ANY);
        }

        @Test
        void where_all_was_given_up_at_one_moment_and_nobody_says_why() {
            assertThat(claims(seed -> new SimulatedPeer(seed, 20).observe(40, 10, 30, 0)))
                    .isZero();
        }

        @Test
        void where_nothing_died() {
            assertThat(claims(seed -> new SimulatedPeer(seed, SimulatedPeer.NONE).observe(40, 10, 30, 200)))
                    .isZero();
        }
    }

    private static IdleEvidence thirtyShortLives(long seed) {
        IdleHistory all = new IdleHistory();
        for (int process = 0; process < 30; process++) {
            SimulatedPeer peer = new SimulatedPeer(seed * 30 + process, 300).from(process * 1_000);
            peer.observe(3, 1, 295, 100);
            peer.observe(2, 200, 500, 100);
            all.add(peer.history);
        }
        return all.evidence();
    }

    /** At each of them many connections are idle. */
    private static IdleEvidence fourRestarts(long seed, double limit) {
        IdleHistory all = new IdleHistory();
        for (int day = 0; day < 4; day++) {
            SimulatedPeer peer = new SimulatedPeer(seed * 4 + day, limit).from(day * 1_000);
            peer.restartingAt(day * 1_000 + 30).observe(30, 10, 30, 60);
            all.add(peer.history);
        }
        return all.evidence();
    }
}
