package io.connwake.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.demo.stage.Reply.Fate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final Reply ANSWERED = new Reply(Fate.ANSWERED, Duration.ofMillis(7));
    private static final Reply FAILED = new Reply(Fate.FAILED, Duration.ofMillis(30));

    @Test
    void hurt_when_one_failed() {
        assertThat(new Calls(List.of(ANSWERED, FAILED), 1, 57).hurt(1)).isTrue();
    }

    @Test
    void hurt_when_the_server_has_more_connections_than_there_are_environments() {
        assertThat(new Calls(List.of(ANSWERED), 2, 57).hurt(1)).isTrue();
    }

    @Test
    void do_not_hurt_with_one_connection_for_each_environment() {
        assertThat(new Calls(List.of(ANSWERED, ANSWERED), 2, 57).hurt(2)).isFalse();
    }

    @Test
    void read_as_what_callers_and_the_server_saw() {
        assertThat(new Calls(List.of(ANSWERED, FAILED), 8, 57))
                .hasToString(
                        "2 calls: 1 answered (median 7 ms), 1 failed; up to 8 of the server's 57 connections open");
    }

    @Test
    void remember_the_most_connections_that_were_open() {
        assertThat(Calls.none(57).seenOpen(8).seenOpen(3).peak()).isEqualTo(8);
    }
}
