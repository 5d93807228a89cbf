package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.LongSilence;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Cut;
import io.connwake.testing.Database;
import io.connwake.testing.LogSeen;
import io.connwake.testing.Postgres;
import io.connwake.testing.Relay;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Something between drops what is idle for half a minute, and says nothing. */
@Order(1)
class HalfOpenIT {
    private static final Duration FORGETS_AFTER = Duration.ofSeconds(30);
    private final Database database = Postgres.shared().createDatabase("silent");

    @Test
    void a_call_that_is_never_answered_after_a_long_pause_is_half_open() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("half_open");
        assertThat(play.site("half_open")).contains("LongSilence.ask(LongSilence.java:");
        assertThat(play.evidence("half_open")).startsWith("The call waited 3.");
        assertThat(play.advice("half_open")).contains("timeBetweenEvictionRunsMillis=30");
    }

    @Test
    void so_is_one_that_only_the_pool_s_test_met_for_which_the_acquire_waited() {
        Play play = play("tested");
        assertThat(play.confirmed()).containsOnlyKeys("half_open");
        assertThat(play.evidence("half_open")).startsWith("The pool's test waited 1.");
        assertThat(play.advice("half_open")).contains("keepaliveTime=30");
        play.recording().holdsContract();
    }

    @Test
    void and_nothing_is_where_the_pool_keeps_it_in_use() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    @Test
    void nor_is_a_statement_known_for_half_open_that_is_slow_after_the_pause() {
        ChildJvm jvm = ChildJvm.ofMain(LongSilence.class);
        Play play = Play.of(jvm, "LongSilence", "slow", database, database.jdbcUrl());
        assertThat(play.exit().out()).contains("I/O error");
        assertThat(play.confirmed()).isEqualTo(Map.of());
        assertThat(play.seen().findings("half_open", "suspected"))
                .extracting(LogSeen::body)
                .singleElement()
                .asString()
                .contains("or the statement takes longer than its socket timeout");
        play.recording().holdsContract();
    }

    private Play play(String role) {
        try (Relay relay = Relay.to(Postgres.shared().port()).idleLimit(FORGETS_AFTER, Cut.BLACKHOLE)) {
            return Play.of(ChildJvm.ofMain(LongSilence.class), "LongSilence", role, database, relay.url(database));
        }
    }
}
