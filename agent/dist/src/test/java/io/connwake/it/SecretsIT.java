package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Secretive;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.Postgres;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EachJdk
class SecretsIT {
    private static final String PLANTED = "Hush-4711";
    private static final String PLANTED_AS_NAME = "hush_4711";

    private final Jdk jdk;
    private final Database database = Postgres.shared().createDatabase("secrets");

    @TempDir
    private Path directory;

    SecretsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void reach_neither_recording_nor_collector_nor_stderr() throws IOException {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            Trial trial = Trial.of(Secretive.class, jdk, directory, Library.HIKARI_7, Library.POSTGRESQL)
                    .exporting(receiver.endpoint())
                    .environment("OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + PLANTED)
                    .setting("debug", true)
                    .on(database)
                    .arguments(PLANTED);
            Exit exit = trial.run();

            assertThat(exit.out().lines()).hasSize(8).contains("22P02", "42P01", "42703", "28P01", "3D000");
            isClean("stderr", exit.err());
            isClean("recording", Files.readString(trial.file()));
            assertThat(receiver.requests())
                    .isNotEmpty()
                    .allSatisfy(
                            request -> isClean(request.path(), request.body().toString(StandardCharsets.ISO_8859_1)));
            Telemetry seen =
                    trial.recorded("--forbid", PLANTED, "--forbid", PLANTED_AS_NAME, "--forbid", database.password());
            assertThat(seen.spansNamed("lease ")).hasSizeGreaterThanOrEqualTo(5);
            assertThat(seen.sum("connwake.agent.errors")).isZero();
        }
    }

    private void isClean(String where, String text) {
        assertThat(text.toLowerCase(Locale.ROOT))
                .as(where)
                .doesNotContain(
                        PLANTED.toLowerCase(Locale.ROOT),
                        PLANTED_AS_NAME,
                        database.password().toLowerCase(Locale.ROOT));
    }
}
