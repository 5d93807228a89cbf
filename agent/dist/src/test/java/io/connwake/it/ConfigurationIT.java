package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Greeting;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EachJdk
class ConfigurationIT {
    private final Jdk jdk;

    @TempDir
    private Path directory;

    ConfigurationIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Nested
    class an_unknown_setting_is_named_once {
        @Test
        void given_as_a_property() {
            assertThat(complaint(greeting().agent().property("connwake.leek.threshold", "1s")))
                    .contains("'connwake.leek.threshold'", "ignored");
        }

        @Test
        void given_as_an_agent_argument() {
            assertThat(complaint(greeting().agent("leek.threshold=1s"))).contains("'leek.threshold'", "ignored");
        }

        @Test
        void given_in_the_environment() {
            assertThat(complaint(greeting().agent().environment("CONNWAKE_LEEK_THRESHOLD", "1s")))
                    .contains("'CONNWAKE_LEEK_THRESHOLD'", "ignored");
        }
    }

    @Nested
    class a_bad_value_is_named_with_what_is_used_instead {
        @Test
        void for_a_duration() {
            assertThat(complaint(greeting().agent().property("connwake.leak.threshold", "soon")))
                    .contains("connwake.leak.threshold", "'soon'", "30s is used");
        }

        @Test
        void for_a_number() {
            assertThat(complaint(greeting().agent("ring.size=many")))
                    .contains("connwake.ring.size", "'many'", "65536 is used");
        }

        @Test
        void in_the_environment() {
            assertThat(complaint(greeting().agent().environment("CONNWAKE_SPANS_BUDGET", "-1")))
                    .contains("connwake.spans.budget", "'-1'", "100 is used");
        }
    }

    @Nested
    class a_setting {
        @Test
        void is_taken_from_the_environment() {
            Path file = directory.resolve("recording.jsonl");
            Exit exit = greeting()
                    .agent()
                    .environment("CONNWAKE_RECORD", file.toString())
                    .run();

            isWell(exit);
            assertThat(file).isNotEmptyFile();
        }

        @Test
        void of_the_agent_argument_goes_before_a_property() {
            Path file = directory.resolve("recording.jsonl");
            Exit exit = greeting()
                    .agent("record=" + file)
                    .property("connwake.record", directory.resolve("other.jsonl"))
                    .run();

            isWell(exit);
            assertThat(file).isNotEmptyFile();
            assertThat(directory.resolve("other.jsonl")).doesNotExist();
        }
    }

    @Nested
    class switched_off {
        private static final Set<String> NEEDED = Set.of(
                "io.connwake.pipeline.Taps",
                "io.connwake.pipeline.origin.Guard",
                "io.connwake.pipeline.rules.Notice",
                "io.connwake.weaving.CandidateFilter",
                "io.connwake.weaving.InvocationMethods",
                "io.connwake.weaving.Origin");

        @Test
        void it_weaves_nothing_and_starts_no_thread() throws IOException {
            isOff(greeting()
                    .agent()
                    .property("connwake.enabled", false)
                    .property("connwake.record", directory.resolve("recording.jsonl")));
        }

        @Test
        void by_the_environment_it_weaves_nothing_either() throws IOException {
            isOff(greeting()
                    .agent("record=" + directory.resolve("recording.jsonl")
                            + ";sites=none;rekord=x;invocations=no method")
                    .environment("CONNWAKE_ENABLED", "false"));
        }

        /** What is loaded is the entry and what reads the setting; there is nothing that a thread of ours could run. */
        private void isOff(ChildJvm jvm) throws IOException {
            Exit off = jvm.property("connwake.record.events", directory.resolve("events"))
                    .option("-Xlog:class+load:file=" + directory.resolve("classes.log"))
                    .run();
            Exit alone = greeting().run();

            assertThat(off.out()).isEqualTo(alone.out()).contains("says 1");
            assertThat(off.err()).isEqualTo(alone.err()).isEmpty();
            assertThat(off.code()).isEqualTo(alone.code()).isZero();
            assertThat(directory).isDirectoryContaining("glob:**/classes.log").isDirectoryNotContaining("glob:**[!g]");
            assertThat(loadedOfOurs())
                    .contains("io.connwake.agent.Premain")
                    .allMatch(name -> name.matches("io\\.connwake\\.(agent|dist)\\..*") || NEEDED.contains(name))
                    .noneMatch(name -> name.matches(".*\\.(DrainMaker|Running|BootClasses|Outputs|EventJournal)"));
        }

        private List<String> loadedOfOurs() throws IOException {
            return loaded().stream()
                    .map(line -> line.replaceAll("^(\\[.*?])+ ", "").replaceAll(" .*", ""))
                    .filter(name -> name.startsWith("io.connwake.") || name.startsWith("java.lang.Connwake"))
                    .toList();
        }
    }

    @Nested
    class attached_twice {
        @Test
        void it_says_so_once_and_works() {
            Path file = directory.resolve("recording.jsonl");
            Exit exit =
                    greeting().agent().agent().property("connwake.record", file).run();

            assertThat(exit.code()).isZero();
            assertThat(exit.out()).contains("says 1");
            assertThat(exit.err().lines())
                    .containsExactly("connwake: is attached already; this second agent does nothing");
            assertThat(Trial.read(file).spansNamed("lease ")).hasSize(1);
        }
    }

    @Nested
    class in_an_aot_training {
        private static final int FIRST_WITH_ONE_STEP_TRAINING = 25;

        @Test
        void it_weaves_nothing_and_the_next_start_works() {
            Assumptions.assumeTrue(jdk.feature() >= FIRST_WITH_ONE_STEP_TRAINING, "no such training on this JDK");
            Path cache = directory.resolve("greeting.aot");
            Path recording = directory.resolve("recording.jsonl");
            Exit training = onJars(recording)
                    .option("-XX:AOTCacheOutput=" + cache)
                    .option("--add-modules=java.instrument")
                    .run();

            assertThat(training.code()).isZero();
            assertThat(training.out()).contains("says 1");
            assertThat(recording).doesNotExist();
            assertThat(cache).isNotEmptyFile();

            Exit trained = onJars(recording)
                    .option("-XX:AOTCache=" + cache)
                    .option("--add-modules=java.instrument")
                    .run();

            isWell(trained);
            assertThat(Trial.read(recording).spansNamed("lease orders")).hasSize(1);
        }

        /** A cache is refused where a directory is on the class path. */
        private ChildJvm onJars(Path recording) {
            List<Path> jars = new java.util.ArrayList<>(Library.jars(Library.HIKARI_7, Library.H2));
            jars.add(ProgramJar.in(directory));
            return ChildJvm.ofMain(Greeting.class)
                    .on(jdk)
                    .classPath(jars.toArray(Path[]::new))
                    .agent()
                    .property("connwake.record", recording)
                    .environment("OTEL_SDK_DISABLED", "true")
                    .arguments("return");
        }
    }

    /** The one line that is said; the program is as it would be without. */
    private static String complaint(ChildJvm jvm) {
        Exit exit = jvm.run();

        assertThat(exit.code()).isZero();
        assertThat(exit.out()).contains("says 1");
        assertThat(exit.err().lines()).hasSize(1);
        assertThat(exit.err()).startsWith("connwake: ");
        return exit.err();
    }

    private static void isWell(Exit exit) {
        assertThat(exit.code()).isZero();
        assertThat(exit.out()).contains("says 1");
        assertThat(exit.err()).isEmpty();
    }

    private ChildJvm greeting() {
        return ChildJvm.ofMain(Greeting.class)
                .on(jdk)
                .classPath(Library.classPath(Library.HIKARI_7, Library.H2))
                .environment("OTEL_SDK_DISABLED", "true")
                .arguments("return");
    }

    private List<String> loaded() throws IOException {
        return Files.readAllLines(directory.resolve("classes.log"));
    }
}
