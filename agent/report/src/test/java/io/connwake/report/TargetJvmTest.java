package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class TargetJvmTest {
    private Process process;

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void that_sees_the_same_files_is_silent_for_a_reason_of_its_own() throws IOException {
        started("sh", "-c", "echo; exec cat");

        assertThat(new TargetJvm(process.pid()).whereabouts()).isEmpty();
    }

    @Test
    void that_sees_other_files_is_to_be_asked_from_where_it_is() throws IOException {
        assumeTrue(started("unshare", "-rm", "sh", "-c", "echo; exec cat"), "no namespaces of mounts here");

        assertThat(new TargetJvm(process.pid()).whereabouts())
                .isEqualTo("; it sees other files than this command: run that in its container, or by nsenter -t "
                        + process.pid() + " -m");
    }

    /** Whether it says its line, after which it waits for the end. */
    private boolean started(String... command) throws IOException {
        process = new ProcessBuilder(command).start();
        return process.inputReader(StandardCharsets.UTF_8).readLine() != null;
    }
}
