package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which somebody else could put what he liked, beside one recording. */
@DisabledOnOs(OS.WINDOWS)
class HostileFolderTest {
    @TempDir
    Path directory;

    private Path folder;

    @BeforeEach
    void create() throws IOException {
        folder = Files.createDirectory(directory.resolve("folder"));
        Files.writeString(folder.resolve("a.jsonl"), Otlp.finding(""));
    }

    private Cli findings() {
        Cli call = Cli.run("findings", folder);
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.out()).contains("leak (");
        return call;
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_pipe_in_it_is_not_waited_for() throws Exception {
        Path pipe = folder.resolve("b.jsonl");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(findings().err().lines()).containsExactly("connwake: " + pipe + " is no file; it is left out");
    }

    @Test
    void folders_and_links_that_lead_nowhere_or_in_a_circle_are_left_out() throws IOException {
        Files.createDirectory(folder.resolve("b.jsonl"));
        Files.createSymbolicLink(folder.resolve("c.jsonl"), Path.of("c.jsonl"));
        Files.createSymbolicLink(folder.resolve("d.jsonl"), Path.of("../nowhere"));

        assertThat(findings().err().lines()).hasSize(3).allMatch(line -> line.endsWith(" is no file; it is left out"));
    }

    @Test
    void nothing_is_shown_of_a_file_that_a_link_leads_to_and_that_is_no_recording() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "root:x:0:0\n");
        Files.createSymbolicLink(folder.resolve("b.jsonl"), secret);
        Cli call = findings();

        assertThat(call.err().lines()).hasSize(1).first().asString().contains("b.jsonl is no recording");
        assertThat(call.out() + call.err()).doesNotContain("root:");
    }

    @Test
    void a_link_beside_its_target_counts_once() throws IOException {
        Files.createSymbolicLink(folder.resolve("b.jsonl"), Path.of("a.jsonl"));
        Cli once = findings();

        assertThat(once.out()).doesNotContain(", 2 times");
        assertThat(once.err()).isEmpty();
    }

    @Test
    void a_name_cannot_steer_the_terminal_nor_forge_a_line() throws IOException {
        Files.writeString(folder.resolve("\u001b[31m\nconnwake: forged.jsonl"), "odd\n");

        assertThat(findings().err().lines())
                .singleElement()
                .asString()
                .contains("?[31m?connwake: forged.jsonl is no recording");
    }

    @Test
    void an_archive_is_no_folder_of_recordings() throws IOException {
        Path archive = Files.write(directory.resolve("a.zip"), new byte[] {'P', 'K', 3, 4, '.', '.', '/', 'x', '\n'});
        Cli call = Cli.run("findings", archive);

        assertThat(call.code()).isOne();
        assertThat(call.err().lines()).singleElement().asString().contains("a.zip is no recording");
    }
}
