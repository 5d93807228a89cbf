package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's client runs functions on the emulator, without an agent. */
class EmulatorIT {
    @ParameterizedTest
    @CsvSource({
        "NEWEST,OrderHandler",
        "NEWEST,OrderStreamHandler",
        "NEWEST,OrderFunction::handle",
        "OLDER,OrderHandler",
        "OLDER,OrderStreamHandler",
        "OLDER,OrderFunction::handle"
    })
    void each_kind_of_handler_answers_cold_and_warm(Functions functions, String handler) {
        try (Environment environment = Environment.start(functions.plain(handler))) {
            Invoked cold = environment.invoke("\"ask\"");
            Invoked warm = environment.invoke("\"ask\"");
            assertThat(cold.payload()).isEqualTo("\"did ask\"");
            assertThat(cold.cold()).isTrue();
            assertThat(warm.outcome()).isEqualTo(Outcome.RESPONSE);
            assertThat(warm.number()).isEqualTo(2);
        }
    }
}
