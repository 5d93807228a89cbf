package io.connwake.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.demo.stage.Reply.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final Reply ANSWERED = new Reply(Fate.ANSWERED, Duration.ofMillis(7));
    private static final Reply FAILED = new Reply(Fate.FAILED, Duration.ofMillis(30));

    @Test
    void hurt_when_one_failed() {
        assertThat(new Calls(List.of(ANSWERED, FAILED), 1, 57, Set.of("71")).hurt(1))
                .isTrue();
    }

    @Test
    void hurt_when_the_server_has_more_connections_than_there_are_environments() {
        assertThat(new Calls(List.of(ANSWERED), 2, 57, Set.of("71", "72")).hurt(1))
                .isTrue();
    }

    @Test
    void hurt_when_one_session_after_the_other_is_opened_for_them() {
        assertThat(new Calls(List.of(ANSWERED, ANSWERED), 0, 57, Set.of("71", "72")).hurt(1))
                .isTrue();
    }

    @Test
    void crowd_the_server_with_what_is_open_at_the_same_time_only() {
        assertThat(new Calls(List.of(ANSWERED, ANSWERED), 2, 57, Set.of("71", "72")).crowd(1))
                .isTrue();
        assertThat(new Calls(List.of(ANSWERED, FAILED), 1, 57, Set.of("71")).crowd(1))
                .isTrue();
        assertThat(new Calls(List.of(ANSWERED, ANSWERED), 1, 57, Set.of("71", "72")).crowd(1))
                .isFalse();
    }

    @Test
    void do_not_hurt_with_one_connection_for_each_environment() {
        assertThat(new Calls(List.of(ANSWERED, ANSWERED), 2, 57, Set.of("71", "72")).hurt(2))
                .isFalse();
    }

    @Test
    void read_as_what_callers_and_the_server_saw() {
        assertThat(new Calls(List.of(ANSWERED, FAILED), 8, 57, Set.of("71")))
                .hasToString(
                        "2 calls: 1 answered (median 7 ms), 1 failed; up to 8 of the server's 57 connections open");
    }

    @Test
    void tell_of_connections_that_were_opened_one_after_the_other() {
        assertThat(new Calls(List.of(ANSWERED, ANSWERED), 0, 57, Set.of("71", "72")))
                .asString()
                .endsWith("up to 0 of the server's 57 connections open, 2 opened one after the other");
    }

    @Test
    void remember_the_most_connections_that_were_open() {
        assertThat(Calls.none(57).seenOpen(8).seenOpen(3).peak()).isEqualTo(8);
    }
}
