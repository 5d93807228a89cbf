package io.connwake.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void is_made_of_files_and_of_what_their_patterns_find() throws IOException {
        Path one = Files.createFile(folder.resolve("leak.jsonl"));
        Path first = Files.createFile(folder.resolve("pool-7.jsonl"));
        Path second = Files.createFile(folder.resolve("pool-8.jsonl"));

        assertThat(Report.files(List.of(folder.resolve("pool-*.jsonl"), folder.resolve("none.jsonl"), one)))
                .containsExactly(one, first, second);
    }

    @Test
    void is_said_to_be_missing_where_nothing_was_recorded() throws Exception {
        assertThat(new Report(folder.resolve("agent.jar"), folder).of(List.of(folder.resolve("none.jsonl"))))
                .containsExactly("Nothing was recorded, so there is no report.");
    }

    @Test
    void is_said_to_be_missing_where_the_agent_has_no_command_line() throws Exception {
        Path agent = folder.resolve("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        new JarOutputStream(Files.newOutputStream(agent), manifest).close();
        Path recording = Files.createFile(folder.resolve("leak.jsonl"));

        assertThat(new Report(agent, folder).of(List.of(recording)).get(0)).contains("no Main-Class in its manifest");
    }
}
