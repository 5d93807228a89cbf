package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Jam;
import com.example.Leaked;
import com.sun.tools.attach.VirtualMachine;
import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Postgres;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program whose pool can be jammed over a real PostgreSQL, and the commands that ask it. */
final class Jammed {
    static final String HIKARI = "hikari";

    private final Jdk jdk;
    private final Path directory;
    private final Path temporary;

    Jammed(Jdk jdk, Path directory) {
        this.jdk = jdk;
        this.directory = directory;
        try {
            temporary = Files.createDirectory(directory.resolve("tmp"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    ChildJvm program(String pool) {
        Database database = Postgres.shared().createDatabase("jam");
        ChildJvm jvm = ChildJvm.ofMain(Jam.class)
                .on(jdk)
                .classPath(Library.classPath(Library.HIKARI_7, Library.DBCP_2, Library.POSTGRESQL))
                .environment("OTEL_SDK_DISABLED", "true")
                .arguments(pool, database.jdbcUrl(), database.user(), database.password());
        return jdk.feature() > 17 ? jvm.option("-XX:+EnableDynamicAgentLoading") : jvm;
    }

    /** Its pool of two is empty for good, and who asks gives up after two seconds. */
    ChildJvm leaked() {
        Database database = Postgres.shared().createDatabase("leaked");
        ChildJvm jvm = ChildJvm.ofMain(Leaked.class)
                .on(jdk)
                .classPath(Library.classPath(Library.HIKARI_7, Library.POSTGRESQL))
                .environment("OTEL_SDK_DISABLED", "true")
                .arguments(database.jdbcUrl(), database.user(), database.password());
        return jdk.feature() > 17 ? jvm.option("-XX:+EnableDynamicAgentLoading") : jvm;
    }

    static void tell(RunningJvm jvm, String step) {
        jvm.writeLine(step);
        jvm.awaitLine(step + " done");
    }

    static void ends(RunningJvm jvm) {
        jvm.awaitLine("ready");
        jvm.closeInput();
        assertThat(jvm.awaitExit().code()).isZero();
    }

    static String errOf(RunningJvm jvm) {
        ends(jvm);
        return jvm.err();
    }

    static void load(RunningJvm jvm, Path agent, String argument) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            machine.loadAgent(agent.toString(), argument);
            machine.detach();
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** The rows of the second jam: a thread that has ended, one that does nothing, one in the driver, two that wait. */
    static void holdsTheJam(Exit snapshot, String pool) {
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
    static List<String> row(Exit exit, String title, String text) {
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

    void refuses(Exit exit, String why) throws IOException {
        assertThat(exit.err()).isEqualTo("connwake: " + why + "\n");
        assertThat(exit.out()).isEmpty();
        assertThat(exit.code()).isOne();
        nothingIsLeft();
    }

    void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    Exit attach(RunningJvm jvm, String... settings) {
        jvm.awaitLine("ready");
        String[] words = {"attach", Long.toString(jvm.pid())};
        return command(words).arguments(settings).run();
    }

    Exit snapshot(RunningJvm jvm) {
        jvm.awaitLine("ready");
        return connwake("snapshot", Long.toString(jvm.pid()));
    }

    Exit connwake(String... words) {
        return command(words).run();
    }

    ChildJvm command(String... words) {
        return ChildJvm.ofJar(AgentJar.path())
                .on(jdk)
                .directory(directory)
                .property("java.io.tmpdir", temporary)
                .arguments(words);
    }
}
