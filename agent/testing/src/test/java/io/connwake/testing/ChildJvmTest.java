package io.connwake.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
    @Nested
    class a_run {
        @Test
        void returns_what_the_child_said_on_each_stream_and_its_exit_code() {
            Exit exit = echo("say", "to out", "to err", "3").run();

            assertThat(exit.out()).isEqualTo("to out");
            assertThat(exit.err()).isEqualTo("to err");
            assertThat(exit.code()).isEqualTo(3);
        }

        @Test
        void takes_all_that_a_child_writes_to_both_streams_at_once() {
            Exit exit = echo("flood", "20000").run();

            assertThat(exit.out().lines()).hasSize(20_000);
            assertThat(exit.err().lines()).hasSize(20_000);
        }

        @Test
        void counts_the_cpu_time_of_the_whole_process() {
            Exit exit = echo("burn", "300").run();

            assertThat(exit.cpuTime())
                    .isBetween(Duration.ofMillis(300), exit.wallTime().multipliedBy(64));
        }

        @Test
        void hands_properties_environment_and_arguments_on() {
            assertThat(echo("tell", "property", "city")
                            .property("city", "Ulm")
                            .run()
                            .out())
                    .isEqualTo("Ulm");
            assertThat(echo("tell", "environment", "CITY")
                            .environment("CITY", "Ulm")
                            .run()
                            .out())
                    .isEqualTo("Ulm");
        }

        @Test
        void happens_on_the_jdk_that_was_chosen() {
            for (Jdk jdk : Jdk.atLeast(17)) {
                Exit exit = echo("tell", "property", "java.specification.version")
                        .on(jdk)
                        .run();

                assertThat(exit.out()).isEqualTo(Integer.toString(jdk.feature()));
            }
        }

        @Test
        void starts_a_jar_with_an_agent(@TempDir Path directory) throws IOException {
            Path jar = jar(directory);

            Exit exit = ChildJvm.ofJar(jar)
                    .agent(jar, "greeting=hello")
                    .arguments("say", " world", "", "0")
                    .run();

            assertThat(exit.out()).isEqualTo("greeting=hello world");
        }

        @Test
        void reports_a_java_that_cannot_be_run(@TempDir Path nowhere) {
            Exit exit = echo("say").on(new Jdk(nowhere, 17)).run();

            assertThat(exit.code()).isEqualTo(127);
            assertThat(exit.err()).contains(nowhere.toString());
        }
    }

    @Nested
    class a_running_child {
        @Test
        void is_talked_to_line_by_line() {
            try (RunningJvm child = echo("echo").start()) {
                child.awaitLine("ready");
                child.writeLine("good morning");

                assertThat(child.awaitLine("MORNING")).isEqualTo("GOOD MORNING");
                child.closeInput();
                assertThat(child.awaitExit().code()).isZero();
            }
        }

        @Test
        void that_is_terminated_still_runs_its_shutdown_hooks() {
            try (RunningJvm child = echo("echo").start()) {
                child.awaitLine("ready");
                child.terminate();
                Exit exit = child.awaitExit();

                assertThat(exit.code()).isEqualTo(128 + 15);
                assertThat(exit.out()).contains("farewell");
                assertThat(exit.err()).isEmpty();
            }
        }

        @Test
        void that_is_killed_does_nothing_any_more() {
            try (RunningJvm child = echo("echo").start()) {
                child.awaitLine("ready");
                child.kill();
                Exit exit = child.awaitExit();

                assertThat(exit.code()).isEqualTo(128 + 9);
                assertThat(exit.out()).isEqualTo("ready\n");
                assertThat(exit.err()).isEmpty();
                assertThat(exit.cpuTime()).isPositive();
            }
        }

        @Test
        void that_ends_without_the_awaited_line_fails_the_test_with_what_it_said() {
            try (RunningJvm child = echo("say", "something else", "", "0").start()) {
                assertThatThrownBy(() -> child.awaitLine("ready"))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("something else");
            }
        }

        @Test
        void that_does_not_end_in_time_fails_the_test_with_its_threads_and_is_killed() {
            try (RunningJvm child = echo("echo").start()) {
                child.awaitLine("ready");

                assertThatThrownBy(() -> child.awaitExit(Duration.ZERO))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("Echo.echo");
            }
        }
    }

    @Nested
    class a_jdk {
        @Test
        void that_runs_this_test_is_among_the_installed() {
            assertThat(Jdk.installed())
                    .extracting(Jdk::feature)
                    .contains(Runtime.version().feature());
        }

        @Test
        void is_known_by_its_release_file(@TempDir Path home) throws IOException {
            Files.createDirectory(home.resolve("bin"));
            Files.copy(Jdk.current().java(), home.resolve("bin/java"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");

            assertThat(Jdk.at(home)).contains(new Jdk(home, 25));
        }

        @Test
        void is_none_without_a_java_to_run(@TempDir Path home) {
            assertThat(Jdk.at(home)).isEmpty();
        }
    }

    private static ChildJvm echo(String... words) {
        return ChildJvm.ofMain(Echo.class).arguments(words);
    }

    /** {@link Echo} as a program and {@link Greeter} as its agent. */
    private static Path jar(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        manifest.getMainAttributes().putValue("Premain-Class", Greeter.class.getName());
        Path jar = directory.resolve("echo.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            add(entries, Echo.class);
            add(entries, Greeter.class);
        }
        return jar;
    }

    private static void add(JarOutputStream entries, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new ZipEntry(entry));
        try (var bytes = type.getClassLoader().getResourceAsStream(entry)) {
            bytes.transferTo(entries);
        }
    }

    /** An agent that says what it was told. */
    public static final class Greeter {
        private Greeter() {}

        public static void premain(String settings) {
            System.out.print(settings);
        }
    }
}
