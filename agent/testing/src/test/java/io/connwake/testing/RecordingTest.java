package io.connwake.testing;

import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class RecordingTest {
    @TempDir
    Path directory;

    @Nested
    class a_recording {
        @Test
        void says_the_same_as_an_export_of_the_same() throws IOException {
            Telemetry exported = Telemetry.all(List.of(
                    FromProtobuf.traces(Exported.traces("lease main")),
                    FromProtobuf.metrics(Exported.metrics(
                            Exported.opened(AGGREGATION_TEMPORALITY_CUMULATIVE, 1_000, 2_000, 4),
                            Exported.waited(3, 1.25))),
                    FromProtobuf.logs(Exported.logs())));

            assertThat(Recording.read(written(recorded())).telemetry()).isEqualTo(exported);
        }

        @Test
        void can_be_read_without_its_spans() throws IOException {
            Path file = written(recorded());
            Telemetry whole = Recording.read(file).telemetry();
            Telemetry rest = Recording.readWithoutSpans(file).telemetry();

            assertThat(rest.spans()).isEmpty();
            assertThat(rest.findings()).isEqualTo(whole.findings()).isNotEmpty();
            assertThat(rest.sum("connwake.connection.opened")).isEqualTo(whole.sum("connwake.connection.opened"));
        }

        @Test
        void ignores_a_last_line_that_was_never_finished() throws IOException {
            String torn = recorded() + recorded().substring(0, 200);

            assertThat(Recording.read(written(torn)).telemetry().spans()).hasSize(1);
        }

        @Test
        void names_the_finished_line_that_cannot_be_read() throws IOException {
            Path file = written(recorded() + "{\"resourceSpans\":\n");

            assertThatThrownBy(() -> Recording.read(file))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("recording.jsonl:4");
        }

        private Path written(String text) throws IOException {
            return Files.writeString(directory.resolve("recording.jsonl"), text);
        }
    }

    @Nested
    class the_contract {
        private static final String CHECK = "connwake.contract.check";

        private final Optional<String> atHand = Optional.ofNullable(System.getProperty(CHECK));

        @AfterEach
        void is_held_by_the_check_at_hand_again() {
            atHand.ifPresentOrElse(check -> System.setProperty(CHECK, check), () -> System.clearProperty(CHECK));
        }

        @Test
        void holds_where_the_check_finds_nothing_and_what_it_printed_is_returned() throws IOException {
            check("echo \"$@\" | sed 's|.*/||'; exit 0");

            assertThat(recording().holdsContract("--summary", "--forbid", "secret"))
                    .containsExactly("recording.jsonl --summary --forbid secret");
        }

        @Test
        void is_broken_by_what_the_check_says() throws IOException {
            check("echo 'lease without outcome'; exit 1");

            assertThatThrownBy(() -> recording().holdsContract())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("lease without outcome");
        }

        @Test
        void is_not_judged_by_a_check_that_could_not_run() throws IOException {
            check("echo 'no such file' >&2; exit 2");

            assertThatThrownBy(() -> recording().holdsContract())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no such file");
        }

        @Test
        void is_skipped_not_passed_where_there_is_no_check() {
            assertThatThrownBy(() -> ContractCheck.orSkip(Optional.empty())).isInstanceOf(TestAbortedException.class);
        }

        @Test
        void is_held_by_the_check_at_hand_against_forbidden_texts_too() throws IOException {
            ContractCheck atHand = ContractCheck.find();

            assertThatThrownBy(() -> atHand.run(recording().file(), List.of("--forbid", "Orders.find")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("forbidden text", "orders.find");
        }

        private Recording recording() throws IOException {
            return Recording.read(Files.writeString(directory.resolve("recording.jsonl"), recorded()));
        }

        private void check(String script) throws IOException {
            Path executable = Files.writeString(directory.resolve("check"), "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
            System.setProperty(CHECK, executable.toString());
        }
    }

    private static String recorded() throws IOException {
        try (InputStream resource = RecordingTest.class.getResourceAsStream("recorded.jsonl")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
