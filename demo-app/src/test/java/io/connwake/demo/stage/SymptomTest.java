package io.connwake.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.demo.stage.Reply.Fate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SymptomTest {
    private static Reply reply(Fate fate, long millis) {
        return new Reply(fate, Duration.ofMillis(millis));
    }

    @Nested
    class is_gone {
        @Test
        void when_every_request_was_answered() {
            assertThat(new Symptom(List.of(reply(Fate.ANSWERED, 5), reply(Fate.ANSWERED, 7))).isGone())
                    .isTrue();
        }

        @Test
        void even_when_a_loaded_machine_took_seconds_to_answer() {
            assertThat(new Symptom(List.of(reply(Fate.ANSWERED, 5), reply(Fate.ANSWERED, 2_000))).isGone())
                    .isTrue();
        }

        @Test
        void but_not_when_a_request_failed_quickly() {
            assertThat(new Symptom(List.of(reply(Fate.ANSWERED, 5), reply(Fate.FAILED, 5))).isGone())
                    .isFalse();
        }
    }

    @Nested
    class reads {
        @Test
        void as_what_a_customer_of_a_pool_with_a_timeout_sees() {
            assertThat(new Symptom(List.of(reply(Fate.ANSWERED, 6), reply(Fate.FAILED, 2_004))))
                    .hasToString("2 requests: 1 answered (median 6 ms), 1 hung 2.0 s and failed");
        }

        @Test
        void as_what_a_customer_of_an_endless_wait_sees() {
            assertThat(new Symptom(List.of(reply(Fate.ANSWERED, 6), reply(Fate.GIVEN_UP, 4_001))))
                    .hasToString("2 requests: 1 answered (median 6 ms),"
                            + " 1 hung without an answer until the customer gave up after 4.0 s");
        }

        @Test
        void as_relief_once_corrected() {
            assertThat(new Symptom(List.of(reply(Fate.ANSWERED, 6))))
                    .hasToString("1 requests: 1 answered (median 6 ms), none hung, none failed");
        }
    }
}
