package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class TargetJvmTest {
    private final List<Process> begun = new ArrayList<>();

    @AfterEach
    void end() {
        begun.forEach(Process::destroyForcibly);
    }

    @Test
    void that_sees_the_same_files_is_silent_for_a_reason_of_its_own() throws IOException {
        Process same = begin("sh", "-c", "echo; exec cat");
        assertThat(speaks(same)).isTrue();

        assertThat(new TargetJvm(same.pid()).whereabouts()).isEmpty();
    }

    @Test
    void that_sees_other_files_is_to_be_asked_from_where_it_is() throws IOException {
        Process other = begin("unshare", "-rm", "sh", "-c", "echo; exec cat");
        assumeTrue(speaks(other), "no namespaces of mounts here");

        assertThat(new TargetJvm(other.pid()).whereabouts())
                .isEqualTo("; it sees other files than this command: run that in its container, or by nsenter -t "
                        + other.pid() + " -m");
    }

    private Process begin(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        begun.add(process);
        return process;
    }

    /** Whether it says its line, after which it waits for the end. */
    private static boolean speaks(Process process) throws IOException {
        return process.inputReader(StandardCharsets.UTF_8).readLine() != null;
    }
}
