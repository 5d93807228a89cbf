package io.connwake.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rooms know each other in one direction only. */
class LayeringTest {
    private static final List<String> ROOMS = List.of(
            "boot",
            "recorder",
            "weaving",
            "boundaries",
            "pipeline",
            "lambda",
            "recording",
            "report",
            "otlp",
            "agent",
            "dist");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOMS.stream().map(room -> "io.connwake." + room).toArray(String[]::new));

    @Nested
    class a_room_knows {
        @Test
        void nothing_but_the_jdk_if_it_is_boot() {
            knowsOnly("boot");
        }

        @Test
        void boot_and_lanes_if_it_is_the_recorder() {
            knowsOnly("recorder", "io.connwake.boot..", "org.jctools..");
        }

        @Test
        void boot_and_class_files_if_it_is_weaving() {
            knowsOnly("weaving", "io.connwake.boot..", "net.bytebuddy.jar.asm..");
        }

        @Test
        void the_recorder_if_it_is_the_pipeline() {
            knowsOnly("pipeline", "io.connwake.recorder..");
        }

        @Test
        void the_recorder_if_it_is_the_boundaries() {
            knowsOnly("boundaries", "io.connwake.boot..", "io.connwake.recorder..");
        }

        @Test
        void the_recorder_and_the_pipeline_if_it_is_lambda() {
            knowsOnly("lambda", "io.connwake.boot..", "io.connwake.recorder..", "io.connwake.pipeline..");
        }

        @Test
        void the_model_of_the_pipeline_if_it_is_recording() {
            knowsOnly("recording", "io.connwake.pipeline.model..");
        }

        @Test
        void recordings_and_the_model_and_estimates_of_the_pipeline_if_it_is_the_report() {
            knowsOnly(
                    "report",
                    "io.connwake.recording.reader..",
                    "io.connwake.pipeline.model..",
                    "io.connwake.pipeline.idle..",
                    "io.connwake.pipeline.metrics..",
                    "com.sun.tools.attach..");
        }

        @Test
        void the_model_of_the_pipeline_and_the_sdk_if_it_is_otlp() {
            knowsOnly("otlp", "io.connwake.pipeline.model..", "io.opentelemetry..", "javax.net.ssl..");
        }

        @Test
        void nothing_but_the_jdk_if_it_is_the_entry() {
            knowsOnly("agent");
        }

        private void knowsOnly(String room, String... others) {
            List<String> known = new ArrayList<>(List.of("java..", "javax.sql..", "org.jspecify.."));
            known.add("io.connwake." + room + "..");
            known.addAll(List.of(others));
            classes()
                    .that()
                    .resideInAPackage("io.connwake." + room + "..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(known.toArray(String[]::new))
                    .check(OURS);
        }
    }

    @Nested
    class packages {
        @Test
        void form_no_cycle() {
            slices().matching("io.connwake.(**)").should().beFreeOfCycles().check(OURS);
        }

        @Test
        void of_events_do_not_know_what_makes_them() {
            noClasses()
                    .that()
                    .resideInAPackage("io.connwake.recorder.event")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.connwake.recorder")
                    .check(OURS);
        }
    }

    @Nested
    class the_hooks {
        @Test
        void call_nothing_but_what_is_installed_behind_them() {
            classes()
                    .that()
                    .haveFullyQualifiedName("io.connwake.boot.Hooks")
                    .should()
                    .onlyAccessClassesThat()
                    .haveNameMatching("java\\.lang\\.Object|io\\.connwake\\.boot\\.(Hooks|Sink|Installation)")
                    .check(OURS);
        }
    }

    @Nested
    class everything {
        /** Where our code is entered, and the one room that calls method handles, which declare it. */
        private static final List<String> NETS = List.of(
                "Asked.java",
                "Completion.java",
                "Composition.java",
                "Guard.java",
                "Hooks.java",
                "OtherTracer.java",
                "Premain.java");

        private static final Pattern CATCHES_ALL = Pattern.compile("catch \\(\\s*[\\w |]*\\b(Throwable|Error)\\b");

        @Test
        void thrown_is_caught_only_where_our_code_is_entered() throws IOException {
            assertThat(sourcesWith(CATCHES_ALL)).containsExactlyElementsOf(NETS);
        }

        /** Read from the sources: in a class file a try-with-resources looks the same. */
        private List<String> sourcesWith(Pattern pattern) throws IOException {
            List<String> found = new ArrayList<>();
            for (String room : ROOMS) {
                Path sources = Path.of("..", room, "src", "main", "java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        for (Path each : files.filter(Files::isRegularFile).toList()) {
                            if (pattern.matcher(Files.readString(each)).find()) {
                                found.add(each.getFileName().toString());
                            }
                        }
                    }
                }
            }
            return found.stream().sorted().toList();
        }
    }
}
