package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Recording;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library of which every class that was known has changed: stand-ins under its names, compiled here. */
@EachJdk
class UnknownVersionIT {
    private static final String POOL = "com.zaxxer.hikari.HikariDataSource";
    private static final String LINE = "connwake: HikariCP is here, but there is nothing to hook in " + POOL;

    private final Jdk jdk;

    @TempDir
    private Path directory;

    UnknownVersionIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public class HikariDataSource {}",
                "public class HikariDataSource { public void close(java.sql.Connection given) {} }",
                "public abstract class HikariDataSource implements javax.sql.DataSource { public void close() {} }"
            })
    void of_a_pool_is_said_once_and_counted(String pool) throws IOException {
        compile("com.zaxxer.hikari", "HikariDataSource", pool);

        Exit exit = run();

        assertThat(exit.out()).isEqualTo("done\n");
        assertThat(exit.err().lines()).singleElement().asString().startsWith(LINE);
        assertThat(unmatched("HikariCP")).isOne();
        assertThat(unmatched("class")).isZero();
    }

    @Test
    void is_not_said_of_classes_that_only_sound_like_it() throws IOException {
        compile("com.acme", "HikariDataSource", "public class HikariDataSource {}");

        Exit exit = run("com.acme.HikariDataSource");

        assertThat(exit.out()).isEqualTo("done\n");
        assertThat(exit.err()).isEmpty();
        assertThat(unmatched("HikariCP")).isZero();
    }

    private Exit run() throws IOException {
        return run(POOL);
    }

    private Exit run(String pool) throws IOException {
        compile(
                "com.acme",
                "Program",
                "public class Program { public static void main(String[] given) throws Exception {"
                        + " Class.forName(\"" + pool + "\");"
                        + " java.sql.DriverManager.getConnection(\"jdbc:h2:mem:changed\").close();"
                        + " System.out.println(\"done\"); } }");
        Path h2 = Library.jars(Library.H2).get(0);
        return ChildJvm.ofMain("com.acme.Program")
                .on(jdk)
                .classPath(directory, h2)
                .agent("record=" + recording())
                .environment("OTEL_SDK_DISABLED", "true")
                .run();
    }

    private Path recording() {
        return directory.resolve("recording.jsonl");
    }

    private double unmatched(String kind) {
        Telemetry recorded = Recording.read(recording()).telemetry();
        return recorded.sum("connwake.agent.taps.unmatched", Map.of("connwake.agent.kind", kind));
    }

    private void compile(String inPackage, String name, String source) throws IOException {
        Path file = directory.resolve(name + ".java");
        Files.writeString(file, "package " + inPackage + "; " + source);
        List<String> arguments = List.of("--release", "17", "-d", directory.toString(), file.toString());
        int failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failures).isZero();
    }
}
