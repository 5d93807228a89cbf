package io.connwake.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final String WORDS = "\u22123 \u00b0C \u2026 2 \u00d7 7 \u00b5s";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "ISO-8859-1"})
    void what_a_charset_cannot_say_is_said_in_utf_8(String name) {
        Charset charset = Charset.forName(name);
        PrintStream stream = new PrintStream(bytes, true, charset);
        Commands.legible(stream, charset).println(WORDS);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(WORDS + System.lineSeparator());
    }

    @Test
    void a_stream_that_can_say_it_is_left_as_it_is() {
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_16);

        assertThat(Commands.legible(stream, StandardCharsets.UTF_16)).isSameAs(stream);
    }
}
