package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VocabularyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FATAL: password authentication failed for user \"scott\" | FATAL: password authentication failed for user ?",
                "Connection to db7.acme.com:5432 refused. | Connection to ?.?.?:? refused.",
                "duplicate key value violates unique constraint \"orders_pkey\" | duplicate key value violates unique constraint ?",
                "Key (card)=(4111111111111111) already exists. | Key (?)?(?) already exists.",
                "orders - Connection is not available, request timed out after 2000ms | ?  Connection is not available, request timed out after ?",
                "Unknown column 'secret' in 'field list' | Unknown column ? in ?"
            })
    void words_of_trouble_stay_and_names_and_values_go(String message, String scrubbed) {
        assertThat(Vocabulary.scrub(message)).isEqualTo(scrubbed);
    }

    @Test
    void no_message_stays_none() {
        assertThat(Vocabulary.scrub(null)).isNull();
        assertThat(Vocabulary.scrub("")).isEmpty();
    }

    @Test
    void line_breaks_and_control_characters_do_not_stay() {
        assertThat(Vocabulary.scrub("connection\r\n\tclosed\u001b[31m\u0000")).doesNotContainPattern("[\\x00-\\x1f]");
    }

    @Test
    void a_long_message_is_cut() {
        assertThat(Vocabulary.scrub("connection closed ".repeat(10_000))).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password %s refused",
                "user=%s;",
                "jdbc:postgresql://scott:%s@db/orders?password=%s",
                "value '%s' too long",
                "(%s)",
                "%s",
                "closed:%s,closed",
                "select %s from users where card = '%s'",
                "\"%s\"\n%s\t[%s]{%s}"
            })
    void a_planted_secret_never_comes_out(String template) {
        Random random = new Random(20_260_712);
        for (int i = 0; i < 2_000; i++) {
            String secret = Secrets.next(random);
            assertThat(Vocabulary.scrub(template.replace("%s", secret))).doesNotContain(secret);
        }
    }
}
