package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Misnamed;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that steer a terminal, end a script or forge a line, from an application through everything to a page. */
class InjectionIT {
    private static final String MARKS = "<script>alert(1)</script>\"'&-->";
    private static final String NAME = "%001B[31mred" + MARKS + "%000D%000Aconnwake: forged%2028%0007%009B2J%202E%D800";

    @TempDir
    private Path directory;

    @Test
    void names_of_pools_databases_threads_and_services_are_text_everywhere() throws IOException {
        Trial trial = Trial.of(Misnamed.class, Jdk.current(), directory, Library.HIKARI_7, Library.H2)
                .environment("OTEL_SERVICE_NAME", "\u001b]0;owned\u0007</script>")
                .setting("leak.threshold", "500ms")
                .arguments(NAME);
        String err = err(trial);

        assertThat(err.lines())
                .singleElement()
                .asString()
                .startsWith("connwake: leak at ")
                .contains("connwake: forged");
        isHarmless(err);
        assertThat(trial.recorded().findings("leak", "confirmed")).hasSize(1);
        for (String line : Files.readAllLines(trial.file())) {
            assertThat(new ObjectMapper().readTree(line).isObject()).isTrue();
            assertThat(line).doesNotContainPattern("[\\x00-\\x1f]");
        }
        isTextOnTheCommandLine(trial.file());
    }

    private void isTextOnTheCommandLine(Path recording) throws IOException {
        Exit findings = connwake("findings", recording.toString());
        assertThat(findings.out()).contains(MARKS).contains("connwake: forged");
        assertThat(findings.out().lines()).noneMatch(line -> line.startsWith("connwake: forged"));
        isHarmless(findings.out());
        assertThat(findings.err()).isEmpty();

        Path page = directory.resolve("page.html");
        isHarmless(
                connwake("report", recording.toString(), "-o", page.toString()).out());
        assertThat(Files.readString(page))
                .contains("red\\u003cscript")
                .doesNotContain("<script>alert", "alert(1)</script>", "\u001b", "\u0007", "\u2028");
    }

    private Exit connwake(String... words) {
        return ChildJvm.ofJar(AgentJar.path())
                .directory(directory)
                .arguments(words)
                .run();
    }

    private static String err(Trial trial) {
        try (RunningJvm program = trial.start()) {
            program.awaitErrLine("leak at ");
            program.closeInput();
            return program.awaitExit().err();
        }
    }

    /** No character in it does anything but to be seen, or to end a line. */
    private static void isHarmless(String text) {
        List<String> steering = text.codePoints()
                .filter(c -> (Character.isISOControl(c) && c != '\n') || (c >= 0x202a && c <= 0x202e))
                .mapToObj(Integer::toHexString)
                .toList();
        assertThat(steering).isEmpty();
    }
}
