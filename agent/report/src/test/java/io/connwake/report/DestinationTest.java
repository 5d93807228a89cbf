package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class DestinationTest {
    @TempDir
    Path directory;

    private Path recording;
    private Path output;

    @BeforeEach
    void record() {
        recording = directory.resolve("a.jsonl");
        output = directory.resolve("output");
        try (Told told = new Told(recording, "s")) {
            told.built(4).opened(1, 0, 5);
            told.finding("leak", State.CONFIRMED, 100, "Close it.", told.lease(1, "open_at_exit", 10, 11, 90));
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Nested
    class an_output {
        @ParameterizedTest
        @ValueSource(strings = {"report", "traces"})
        void is_its_owners_alone_as_the_recording_is(String command) throws IOException {
            assertThat(Cli.run(command, recording, "-o", output).code()).isZero();

            assertThat(permissions(output)).isEqualTo("rw-------");
        }

        @Test
        void is_for_whom_the_older_one_was() throws IOException {
            Files.writeString(output, "older");
            Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(Cli.run("report", recording, "-o", output).code()).isZero();

            assertThat(permissions(output)).isEqualTo("rw-r--r--");
            assertThat(output).content().startsWith("<!doctype html>");
        }

        @Test
        void is_not_written_through_a_link_that_somebody_laid_for_its_temporary_file() throws IOException {
            Path other = Files.writeString(directory.resolve("other"), "somebody's");
            Path trap = directory.resolve("output.tmp" + ProcessHandle.current().pid());
            Files.createSymbolicLink(trap, other);
            assertThat(Cli.run("report", recording, "-o", output).code()).isZero();

            assertThat(other).hasContent("somebody's");
            assertThat(output).isRegularFile().content().startsWith("<!doctype html>");
        }
    }

    @Test
    void nothing_else_stays_behind() throws IOException {
        Cli.run("report", recording, "-o", output);

        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a.jsonl", "output");
    }
}
