package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Peer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.HostSpec;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChosenServerTest {
    private static final Peer FIRST = new Peer("postgresql", "a", 5432, "orders", true);

    private final Fields fields = new Fields(closed -> {});

    @ParameterizedTest
    @CsvSource({"b, 5433, b", "127.0.0.1, 5433, 127.0.0.1", "[::1], 5433, ::1"})
    void is_told_without_the_others(String host, int port, String told) {
        assertThat(ChosenServer.read(new HostSpec(host, port), FIRST, fields))
                .isEqualTo(new Peer("postgresql", told, port, "orders"));
    }

    @ParameterizedTest
    @CsvSource({"scott:tiger@b, 5433", "tiger!, 5433", "'', 5433", "b, 65536", "b, -1"})
    void is_not_told_where_it_can_be_none(String host, int port) {
        assertThat(ChosenServer.read(new HostSpec(host, port), FIRST, fields)).isEqualTo(FIRST);
    }

    @Test
    void is_not_told_where_there_are_no_such_fields() {
        assertThat(ChosenServer.read("b:5433", FIRST, fields)).isEqualTo(FIRST);
    }
}
