package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.Jam;
import com.example.Stubborn;
import com.sun.tools.attach.VirtualMachine;
import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Postgres;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attach} and {@code snapshot}, of a JVM whose pool is jammed over a real PostgreSQL. */
@EachJdk
class AttachIT {
    private static final String HIKARI = "hikari";

    private final Jdk jdk;

    @TempDir
    private Path directory;

    private Path temporary;
    private Path recording;

    AttachIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @BeforeEach
    void prepare() throws IOException {
        temporary = Files.createDirectory(directory.resolve("tmp"));
        recording = directory.resolve("recording.jsonl");
    }

    @Nested
    class attaching_to_a_jammed_pool {
        @ParameterizedTest
        @ValueSource(strings = {HIKARI, "dbcp"})
        void shows_at_once_who_waits_and_who_is_in_the_driver_and_traces_from_then_on(String pool) throws IOException {
            try (RunningJvm jvm = program(pool).start()) {
                tell(jvm, "jam 1");

                Exit attached = attach(jvm, "record=" + recording);

                assertThat(attached.err()).isEmpty();
                assertThat(attached.code()).isZero();
                assertThat(attached.out())
                        .startsWith("Attached: ")
                        .contains("It records to " + recording + ". It exports nothing.")
                        .contains("Connections that were acquired before the agent came are not known")
                        .contains("snapshot " + jvm.pid());
                assertThat(row(attached, "Threads that wait for a connection (2)", "waiter-"))
                        .startsWith("2", pool.equals(HIKARI) ? "HikariCP" : "Commons DBCP 2")
                        .anyMatch(cell -> cell.startsWith("com.example.Jam.ask(Jam.java:"));
                assertThat(row(attached, "Threads inside a driver (1)", "reader"))
                        .startsWith("1", "pgjdbc", "PgStatement.executeQuery")
                        .anyMatch(cell -> cell.startsWith("com.example.Jam.read(Jam.java:"));
                nothingIsLeft();

                tell(jvm, "clear 1");
                tell(jvm, "jam 2");
                holdsTheJam(snapshot(jvm), pool);
                tell(jvm, "clear 2");
                ends(jvm);
            }
            Telemetry seen = Trial.read(recording);
            assertThat(seen.spansNamed("lease "))
                    .extracting(lease -> lease.attribute("thread.name"))
                    .containsExactlyInAnyOrder("mortal", "holder", "reader", "waiter-1", "waiter-2");
            assertThat(seen.sum("connwake.agent.errors")).isZero();
            assertThat(seen.sum("connwake.agent.events.dropped")).isZero();
        }

        @Test
        void reads_the_settings_and_the_state_of_a_pool_that_has_a_thread_of_its_own() throws IOException {
            try (RunningJvm jvm = program(HIKARI).start()) {
                tell(jvm, "jam 1");

                assertThat(row(attach(jvm), "Pools by their own account", "orders"))
                        .containsExactly("orders", "HikariCP", "3", "3", "3", "0", "2", "30.0 s");
            }
        }

        @Test
        void says_what_is_wrong_with_its_settings_to_who_gave_them_and_not_to_the_application() throws IOException {
            try (RunningJvm jvm = program(HIKARI).start()) {
                Exit attached = attach(jvm, "leak.treshold=5s");

                assertThat(attached.code()).isZero();
                assertThat(attached.out()).contains("unknown setting 'leak.treshold' is ignored");
                assertThat(errOf(jvm)).isEmpty();
            }
        }

        @Test
        void is_a_snapshot_where_the_agent_is_already() throws IOException {
            try (RunningJvm jvm = program(HIKARI).agent().start()) {
                tell(jvm, "jam 1");

                Exit again = attach(jvm, "leak.threshold=5s");

                assertThat(again.out())
                        .startsWith("The agent is there already, so these settings are not used: leak.threshold=5s");
                holdsTheJam(again, HIKARI);
            }
        }
    }

    @Nested
    class a_snapshot {
        @ParameterizedTest
        @ValueSource(strings = {HIKARI, "dbcp"})
        void shows_pools_and_who_holds_and_who_waits(String pool) throws IOException {
            try (RunningJvm jvm = program(pool).agent("sites=all").start()) {
                tell(jvm, "jam 1");

                Exit snapshot = snapshot(jvm);

                assertThat(snapshot.err()).isEmpty();
                assertThat(snapshot.out())
                        .startsWith("The agent runs in this JVM. It exports nothing.")
                        .doesNotContain("acquired before the agent came");
                holdsTheJam(snapshot, pool);
                nothingIsLeft();
                tell(jvm, "clear 1");
                assertThat(snapshot(jvm).out())
                        .contains("Open leases (0)\n  none\n")
                        .contains("Waiting acquires (0)\n  none\n");
                ends(jvm);
            }
        }

        @Test
        void leaves_what_is_recorded_as_it_would_be_without() throws IOException {
            try (RunningJvm jvm =
                    program(HIKARI).agent("record=" + recording + ";sites=all").start()) {
                tell(jvm, "jam 1");
                for (int i = 0; i < 5; i++) {
                    assertThat(snapshot(jvm).code()).isZero();
                }
                tell(jvm, "clear 1");
                ends(jvm);
            }
            Telemetry seen = Trial.read(recording);
            assertThat(seen.spansNamed("lease orders"))
                    .hasSize(6)
                    .allMatch(lease -> "released".equals(lease.attribute("connwake.lease.outcome")));
            assertThat(seen.histogramCount("db.client.connection.use_time")).isEqualTo(6);
            assertThat(seen.sum("connwake.agent.errors")).isZero();
        }

        @Test
        void of_a_jvm_without_the_agent_says_so_and_leaves_that_jvm_alone() throws IOException {
            try (RunningJvm jvm = program(HIKARI).start()) {
                refuses(
                        snapshot(jvm),
                        "process " + jvm.pid() + " runs without the agent; java -jar connwake.jar attach " + jvm.pid()
                                + " starts it there");
                ends(jvm);
                assertThat(jvm.err()).isEmpty();
            }
        }
    }

    @Nested
    class what_cannot_be_asked {
        @Test
        void is_no_number() throws IOException {
            refuses(connwake("snapshot", "orders"), "'orders' is no id of a process");
            refuses(connwake("attach"), "attach needs the id of a process, and perhaps settings in quotes");
        }

        @Test
        void is_no_process() throws IOException {
            refuses(connwake("attach", "999999999"), "there is no process 999999999");
        }

        @Test
        void is_no_jvm_and_goes_on() throws Exception {
            Process other = new ProcessBuilder("sleep", "600").start();
            try {
                refuses(connwake("attach", Long.toString(other.pid())), "process " + other.pid() + " is no JVM");
                assertThat(other.isAlive()).isTrue();
            } finally {
                other.destroyForcibly().waitFor();
            }
        }

        @Test
        void is_another_users() throws Exception {
            assumeTrue("root".equals(System.getProperty("user.name")), "who is not root cannot be somebody else");
            Path common = Files.createTempDirectory("connwake-it");
            try (RunningJvm jvm = program(HIKARI).start()) {
                Files.setPosixFilePermissions(common, PosixFilePermissions.fromString("rwxr-xr-x"));
                Path jar = Files.copy(AgentJar.path(), common.resolve("connwake.jar"));
                Process command = new ProcessBuilder(
                                "setpriv",
                                "--reuid=65534",
                                "--regid=65534",
                                "--clear-groups",
                                jdk.java().toString(),
                                "-jar",
                                jar.toString(),
                                "attach",
                                Long.toString(jvm.pid()))
                        .redirectErrorStream(true)
                        .start();
                assertThat(new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("connwake: process " + jvm.pid()
                                + " belongs to another user (root); only that user may ask it\n");
                assertThat(command.waitFor()).isOne();
            } finally {
                Files.delete(common.resolve("connwake.jar"));
                Files.delete(common);
            }
        }

        @Test
        void is_older_than_java_17() throws IOException {
            try (RunningJvm jvm = program(HIKARI).property("jam.java", "11").start()) {
                refuses(attach(jvm), "process " + jvm.pid() + " is a JVM of Java 11; the agent needs Java 17 or later");
                ends(jvm);
            }
        }

        @Test
        void cannot_be_asked_by_a_java_without_the_attach_api() throws IOException {
            try (RunningJvm jvm = program(HIKARI).start()) {
                Exit refused = command("attach", Long.toString(jvm.pid()))
                        .option("--limit-modules=java.se")
                        .run();
                refuses(
                        refused,
                        "this Java has no module jdk.attach, a whole JDK has it; attach without it: jcmd " + jvm.pid()
                                + " JVMTI.agent_load " + AgentJar.path().toRealPath());
                ends(jvm);
            }
        }

        @Test
        void is_busy_with_another_agent_for_ever() throws Exception {
            try (RunningJvm jvm = program(HIKARI).start()) {
                jvm.awaitLine("ready");
                Thread stubborn = new Thread(() -> loadForEver(jvm, stubbornAgent()));
                stubborn.setDaemon(true);
                stubborn.start();
                jvm.awaitLine("stubborn");
                refuses(attach(jvm), "process " + jvm.pid() + " does not answer");
            }
        }

        @Test
        void does_not_load_agents() throws IOException {
            try (RunningJvm jvm =
                    program(HIKARI).option("-XX:-EnableDynamicAgentLoading").start()) {
                refuses(
                        attach(jvm),
                        "process " + jvm.pid() + " refuses agents: it runs with"
                                + " -XX:-EnableDynamicAgentLoading; only -javaagent at its next start helps");
                ends(jvm);
            }
        }

        @Test
        void does_not_let_itself_be_attached_to() throws IOException {
            try (RunningJvm jvm =
                    program(HIKARI).option("-XX:+DisableAttachMechanism").start()) {
                refuses(
                        attach(jvm),
                        "process " + jvm.pid() + " cannot be attached to: it runs with -XX:+DisableAttachMechanism");
                ends(jvm);
                assertThat(jvm.out()).as("no thread dump").isEqualTo("ready\n");
            }
        }

        @Test
        void is_stopped() throws Exception {
            try (RunningJvm jvm = program(HIKARI).start()) {
                signal(jvm, "STOP");
                refuses(
                        attach(jvm),
                        "process " + jvm.pid() + " is stopped, so it does not answer (SIGCONT lets it go on)");
                signal(jvm, "CONT");
                ends(jvm);
                assertThat(jvm.out()).isEqualTo("ready\n");
            }
        }
    }

    private ChildJvm program(String pool) {
        Database database = Postgres.shared().createDatabase("jam");
        ChildJvm jvm = ChildJvm.ofMain(Jam.class)
                .on(jdk)
                .classPath(Library.classPath(Library.HIKARI_7, Library.DBCP_2, Library.POSTGRESQL))
                .environment("OTEL_SDK_DISABLED", "true")
                .arguments(pool, database.jdbcUrl(), database.user(), database.password());
        return jdk.feature() > 17 ? jvm.option("-XX:+EnableDynamicAgentLoading") : jvm;
    }

    private static void tell(RunningJvm jvm, String step) {
        jvm.writeLine(step);
        jvm.awaitLine(step + " done");
    }

    private static void ends(RunningJvm jvm) {
        jvm.awaitLine("ready");
        jvm.closeInput();
        assertThat(jvm.awaitExit().code()).isZero();
    }

    private static String errOf(RunningJvm jvm) {
        ends(jvm);
        return jvm.err();
    }

    @Nested
    class an_answer_is_written {
        @Test
        void to_no_file_that_exists_nor_through_a_link_nor_where_others_may_look() throws Exception {
            Path theirs = Files.writeString(directory.resolve("theirs"), "as it was");
            Path folder = folder("private", "rwx------");
            Path link = Files.createSymbolicLink(folder.resolve("link"), directory.resolve("nowhere"));
            Path there = Files.createLink(folder.resolve("there"), theirs);
            Path open = folder("open", "rwxr-xr-x").resolve("answer");
            Path within = Files.createSymbolicLink(directory.resolve("linked"), folder)
                    .resolve("answer");
            try (RunningJvm jvm = program(HIKARI).agent().start()) {
                jvm.awaitLine("ready");
                for (Path each : List.of(link, there, open, within, Path.of("relative"))) {
                    load(jvm, AgentJar.path(), "answer=" + each + ";snapshot;");
                }
                Path good = folder.resolve("answer");
                load(jvm, AgentJar.path(), "answer=" + good + ";snapshot;");

                assertThat(good).content().endsWith("\n!0\n");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(good)))
                        .isEqualTo("rw-------");
                assertThat(theirs).content().isEqualTo("as it was");
                assertThat(directory.resolve("nowhere")).doesNotExist();
                assertThat(open).doesNotExist();
                ends(jvm);
                assertThat(jvm.err()).isEmpty();
            }
        }

        @Test
        void to_no_folder_of_another_user() throws Exception {
            assumeTrue("root".equals(System.getProperty("user.name")), "who is not root cannot give a folder away");
            Path folder = folder("private", "rwx------");
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            try (RunningJvm jvm = program(HIKARI).agent().start()) {
                jvm.awaitLine("ready");
                load(jvm, AgentJar.path(), "answer=" + folder.resolve("answer") + ";snapshot;");

                assertThat(folder).isEmptyDirectory();
                ends(jvm);
                assertThat(jvm.err()).isEmpty();
            }
        }

        private Path folder(String name, String permissions) throws IOException {
            Path folder = Files.createDirectory(directory.resolve(name));
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }
    }

    private static void load(RunningJvm jvm, Path agent, String argument) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            machine.loadAgent(agent.toString(), argument);
            machine.detach();
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void loadForEver(RunningJvm jvm, Path agent) {
        try {
            load(jvm, agent, "");
        } catch (IllegalStateException killed) {
            // As the test ends.
        }
    }

    /** One that never lets go of the thread that loads agents. */
    private Path stubbornAgent() {
        Path jar = directory.resolve("stubborn.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", Stubborn.class.getName());
        try {
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void signal(RunningJvm jvm, String name) throws Exception {
        jvm.awaitLine("ready");
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + jvm.pid())
                .start()
                .waitFor();
    }

    /** The rows of the second jam: a thread that has ended, one that does nothing, one in the driver, two that wait. */
    private static void holdsTheJam(Exit snapshot, String pool) {
        boolean isHikari = pool.equals(HIKARI);
        String library = isHikari ? "HikariCP" : "Commons DBCP 2";
        assertThat(snapshot.code()).isZero();
        List<String> cells = row(snapshot, "Pools", library);
        String name = cells.get(0);
        assertThat(cells.subList(1, cells.size()))
                .containsExactly(library, "3", "3", "3", "1", "0", "2", isHikari ? "30.0 s" : "none");
        assertThat(row(snapshot, "Open leases (3)", "mortal"))
                .contains("its thread has ended")
                .anyMatch(cell -> cell.startsWith("com.example.Jam.orphan(Jam.java:"));
        assertThat(row(snapshot, "Open leases (3)", "holder"))
                .anyMatch(cell -> cell.startsWith("at com.example.Jam.hold(Jam.java:"))
                .anyMatch(cell -> cell.startsWith("com.example.Jam.hold(Jam.java:"));
        assertThat(row(snapshot, "Open leases (3)", "reader"))
                .contains("in a driver call")
                .anyMatch(cell -> cell.startsWith("com.example.Jam.read(Jam.java:"));
        assertThat(row(snapshot, "Waiting acquires (2)", "waiter-1")).startsWith(name);
        assertThat(row(snapshot, "Waiting acquires (2)", "waiter-2")).startsWith(name);
    }

    /** The cells of the row below that title in which this text stands. */
    private static List<String> row(Exit exit, String title, String text) {
        List<String> lines = exit.out().lines().toList();
        assertThat(lines).contains(title);
        return lines.stream()
                .skip(lines.indexOf(title) + 2)
                .takeWhile(line -> line.startsWith("  "))
                .filter(line -> line.contains(text))
                .findFirst()
                .map(line -> List.of(line.trim().split(" {2,}")))
                .orElseThrow(() -> new AssertionError("no " + text + " below " + title + " in\n" + exit.out()));
    }

    private void refuses(Exit exit, String why) throws IOException {
        assertThat(exit.err()).isEqualTo("connwake: " + why + "\n");
        assertThat(exit.out()).isEmpty();
        assertThat(exit.code()).isOne();
        nothingIsLeft();
    }

    private void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    private Exit attach(RunningJvm jvm, String... settings) {
        jvm.awaitLine("ready");
        String[] words = {"attach", Long.toString(jvm.pid())};
        return command(words).arguments(settings).run();
    }

    private Exit snapshot(RunningJvm jvm) {
        jvm.awaitLine("ready");
        return connwake("snapshot", Long.toString(jvm.pid()));
    }

    private Exit connwake(String... words) {
        return command(words).run();
    }

    private ChildJvm command(String... words) {
        return ChildJvm.ofJar(AgentJar.path())
                .on(jdk)
                .directory(directory)
                .property("java.io.tmpdir", temporary)
                .arguments(words);
    }
}
