package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Endless;
import com.example.Greeting;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Recording;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EachJdk
class RecordingIT {
    private static final String[] DATABASE = {"jdbc:h2:mem:recording", "sa", ""};

    private final Jdk jdk;

    @TempDir
    private Path directory;

    RecordingIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Nested
    class is_complete {
        @ParameterizedTest
        @ValueSource(strings = {"return", "throw", "exit"})
        void when_the_program_ends_by_itself(String end) {
            Trial trial = greeting(end);
            trial.run();

            Telemetry seen = trial.recorded();
            assertThat(seen.histogramCount("db.client.connection.use_time")).isOne();
            assertThat(seen.spansNamed("lease orders")).hasSize(1);
            assertThat(seen.sum("connwake.agent.errors")).isZero();
        }

        @Test
        void when_the_program_is_terminated() {
            Trial trial = endless();
            try (RunningJvm program = trial.start()) {
                program.awaitLine("a hundred done");
                program.terminate();
                Exit exit = program.awaitExit();

                assertThat(exit.code()).isEqualTo(128 + 15);
                assertThat(exit.err()).isEmpty();
            }
            Telemetry seen = trial.recorded();
            assertThat(seen.histogramCount("db.client.connection.wait_time")).isGreaterThanOrEqualTo(100);
            assertThat(seen.spansNamed("connection orders")).isNotEmpty();
        }
    }

    @Nested
    class of_a_killed_program {
        @Test
        void has_nothing_but_valid_lines() throws IOException {
            Trial trial = endless();
            try (RunningJvm program = trial.start()) {
                program.awaitLine("a hundred done");
                awaitBytes(trial.file());
                program.kill();
                program.awaitExit();
            }

            assertThat(trial.recorded().spans()).isNotEmpty();
            for (String line : finishedLines(trial.file())) {
                assertThat(new ObjectMapper().readTree(line).isObject()).isTrue();
            }
        }
    }

    @Nested
    class its_file {
        @Test
        void is_for_its_owner_alone() throws IOException {
            Trial trial = greeting("return");
            trial.run();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trial.file())))
                    .isEqualTo("rw-------");
        }

        @Test
        void holds_the_telemetry_contract() {
            Trial trial = greeting("return");
            trial.run();

            Recording.read(trial.file()).holdsContract();
        }

        @Test
        void may_bear_the_process_id() {
            Path pattern = directory.resolve("of-%p.jsonl");
            try (RunningJvm program = endless().setting("record", pattern).start()) {
                program.awaitLine("a hundred done");
                Path file = directory.resolve("of-" + program.pid() + ".jsonl");
                program.terminate();
                program.awaitExit();

                assertThat(Trial.read(file).spans()).isNotEmpty();
            }
        }

        @Test
        void takes_the_place_of_an_older_one_which_is_kept() throws IOException {
            Trial trial = greeting("return");
            trial.run();
            byte[] older = Files.readAllBytes(trial.file());
            greeting("return").run();

            assertThat(trial.file().resolveSibling("recording.jsonl.1")).hasBinaryContent(older);
            assertThat(trial.recorded().spansNamed("lease ")).hasSize(1);
        }

        @Test
        void is_written_without_any_class_of_opentelemetry() throws IOException {
            Trial trial = greeting("return").option("-Xlog:class+load:file=" + directory.resolve("classes.log"));
            trial.run();

            assertThat(trial.recorded().spansNamed("lease ")).hasSize(1);
            assertThat(loadedOfOurs())
                    .anyMatch(line -> line.contains("io.connwake.recording.RecordingFile "))
                    .noneMatch(line -> line.contains("opentelemetry"));
        }

        private List<String> loadedOfOurs() throws IOException {
            try (var lines = Files.lines(directory.resolve("classes.log"))) {
                return lines.filter(line -> line.contains("io.connwake.")).toList();
            }
        }

        @Test
        void that_cannot_be_written_costs_one_line_and_nothing_else() {
            Path impossible = directory.resolve("no.directory");
            Exit exit = write(impossible)
                    .setting("record", impossible.resolve("file"))
                    .run();

            assertThat(exit.code()).isZero();
            assertThat(exit.out()).contains("says 1");
            assertThat(exit.err().lines()).hasSize(1).first().asString().startsWith("connwake: ");
        }

        private Trial write(Path plainFile) {
            try {
                Files.writeString(plainFile, "in the way");
            } catch (IOException unexpected) {
                throw new java.io.UncheckedIOException(unexpected);
            }
            return greeting("return");
        }
    }

    private Trial greeting(String end) {
        return Trial.of(Greeting.class, jdk, directory, Library.HIKARI_7, Library.H2)
                .arguments(end);
    }

    private Trial endless() {
        return Trial.of(Endless.class, jdk, directory, Library.HIKARI_7, Library.H2)
                .arguments(DATABASE);
    }

    private static void awaitBytes(Path file) {
        org.awaitility.Awaitility.await().until(() -> Files.exists(file) && Files.size(file) > 0);
    }

    private static List<String> finishedLines(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
