package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Indiscreet;
import com.example.Secretive;
import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.Postgres;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EachJdk
class SecretsIT {
    private static final String PLANTED = "Hush-4711";
    private static final String PLANTED_AS_NAME = "hush_4711";

    private static final String USER = "Tattle-0815";

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

    /** Where nothing works and findings fire; what is made of the recording on the command line is no less discreet. */
    @Test
    void reach_no_output_at_all_while_the_agent_has_much_to_say() throws IOException {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            Path journal = directory.resolve("events");
            Trial trial = Trial.of(
                            Indiscreet.class,
                            jdk,
                            directory,
                            Library.HIKARI_7,
                            Library.POSTGRESQL,
                            Library.MYSQL,
                            Library.MARIADB,
                            Library.H2)
                    .exporting(receiver.endpoint().replace("//", "//" + USER + ":" + PLANTED + "@"))
                    .environment("OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + PLANTED)
                    .environment("PGPASSWORD", PLANTED)
                    .environment("CONNWAKE_PASSWORD", PLANTED)
                    .option("-Dspring.datasource.password=" + PLANTED)
                    .option("-Djavax.net.ssl.trustStorePassword=" + PLANTED)
                    .setting("token", PLANTED)
                    .setting("record.events", journal)
                    .setting("leak.threshold", "500ms")
                    .setting("debug", true)
                    .arguments(USER, PLANTED);
            String err = err(trial);

            isDiscreet("stderr", err);
            isDiscreet("journal", Files.readString(journal));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)))
                    .isEqualTo("rw-------");
            isDiscreet("recording", Files.readString(trial.file()));
            assertThat(receiver.requests()).isNotEmpty();
            receiver.requests()
                    .forEach(
                            request -> isDiscreet(request.path(), request.body().toString(StandardCharsets.UTF_8)));
            Telemetry seen = trial.recorded("--forbid", PLANTED, "--forbid", USER);
            assertThat(seen.findings("leak", "confirmed")).isNotEmpty();
            assertThat(seen.findings("pool_exhausted", "confirmed")).isNotEmpty();
            assertThat(seen.sum("connwake.agent.errors")).isZero();
            isDiscreetOnTheCommandLine(trial.file());
        }
    }

    private static String err(Trial trial) {
        try (RunningJvm program = trial.start()) {
            program.awaitErrLine("connwake: leak ");
            program.awaitErrLine("connwake: pool_exhausted ");
            program.closeInput();
            Exit exit = program.awaitExit();
            assertThat(exit.out().lines()).hasSizeGreaterThan(15).contains("SQLTransientConnectionException");
            return exit.err();
        }
    }

    private void isDiscreetOnTheCommandLine(Path recording) throws IOException {
        Path page = directory.resolve("page.html");
        Path spans = directory.resolve("spans");
        for (String[] words : new String[][] {
            {"findings", recording.toString()},
            {"report", recording.toString(), "-o", page.toString()},
            {"traces", recording.toString(), "-o", spans.toString()}
        }) {
            Exit exit = ChildJvm.ofJar(AgentJar.path()).on(jdk).arguments(words).run();
            isDiscreet(words[0], exit.out() + exit.err());
        }
        assertThat(spans).isNotEmptyFile();
        isDiscreet("page", Files.readString(page));
        isDiscreet("spans", Files.readString(spans));
    }

    private static void isDiscreet(String where, String text) {
        assertThat(text.toLowerCase(Locale.ROOT))
                .as(where)
                .doesNotContain(PLANTED.toLowerCase(Locale.ROOT), USER.toLowerCase(Locale.ROOT));
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
