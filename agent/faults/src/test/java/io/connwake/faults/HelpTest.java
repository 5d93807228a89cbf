package io.connwake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts beside this module's, each alone in a folder where nothing can be built. */
class HelpTest {
    @ParameterizedTest
    @ValueSource(strings = {"faults", "neighbours", "benchmarks"})
    void is_told_at_once_without_a_build(String name, @TempDir Path root) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(root.resolve("agent").resolve(name));
        Path script = Files.copy(Path.of("..", name, "run"), folder.resolve("run"));

        Process run = new ProcessBuilder("bash", script.toString(), "--help")
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).as(said).isZero();
        assertThat(said).contains("usage: agent/" + name + "/run").doesNotContain("building", "#");
    }
}
