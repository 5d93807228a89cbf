package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @Test
    void is_sentences_and_tables_in_columns() throws Refusal {
        assertThat(printed("=Here.\n#Pools\n:pool\tlimit\n-orders\t4\n-o\t10\n#Waits (0)\n:pool\n!0\n"))
                .isEqualTo("""
                        Here.

                        Pools
                          pool    limit
                          orders  4
                          o       10

                        Waits (0)
                          none
                        """);
    }

    @Test
    void cannot_steer_the_terminal() throws Refusal {
        assertThat(printed("=a\u001b[2J\n#\u202eb\n:c\n-\u0007d\n!0\n")).isEqualTo("a?[2J\n\n?b\n  c\n  ?d\n");
    }

    @Test
    void of_a_newer_agent_is_told_as_far_as_it_is_understood() throws Refusal {
        assertThat(printed("=Here.\n~something new\n\n!0\n")).isEqualTo("Here.\n");
    }

    @Test
    void has_the_exit_code() throws Refusal {
        assertThat(Answer.parse("=No.\n!1\n").code()).isOne();
        assertThat(Answer.parse("?\n!1\n").isAbsent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=Here.\n", "=Here.\n!", "!0\n=Here.\n"})
    void that_breaks_off_is_none(String text) {
        assertThatThrownBy(() -> Answer.parse(text)).isInstanceOf(Refusal.class).hasMessageContaining("answer");
    }

    private static String printed(String text) throws Refusal {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Answer.parse(text).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
