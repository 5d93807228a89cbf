package io.connwake.contracts;

import com.example.driver.DriverCases;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.FreePort;
import io.connwake.testing.Jdk;
import io.connwake.testing.Recording;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All cases of {@link DriverCases} with one driver under the packaged agent.
 *
 * @param without the same on a database of its own without the agent; null on other JDKs than the build's
 */
record DriverRun(
        Home home,
        int closedPort,
        Exit exit,
        Telemetry seen,
        @Nullable Exit without) {
    static DriverRun of(DriverLibrary library, Jdk jdk) {
        int closedPort = FreePort.find();
        Home home = library.home.get();
        Path file = PoolRun.recording(library + "-on-" + jdk.feature());
        ChildJvm traced = program(library, jdk, home, closedPort)
                .agent()
                .property("connwake.record", file)
                .property("connwake.acquire.threshold", "0ms")
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none");
        Exit without = null;
        Exit exit;
        if (jdk.feature() == Jdk.current().feature()) {
            try (RunningJvm plain =
                    program(library, jdk, library.home.get(), closedPort).start()) {
                exit = traced.run();
                without = plain.awaitExit();
            }
        } else {
            exit = traced.run();
        }
        return new DriverRun(home, closedPort, exit, Recording.read(file).telemetry(), without);
    }

    /** What the application saw of a case. */
    String told(String name) {
        return exit.out()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElse("nothing of " + name)
                .substring(name.length() + 2);
    }

    /** A number that the application told of a case, as {@code executed=16}. */
    long counted(String name, String what) {
        Matcher number = Pattern.compile(what + "=(\\d+)").matcher(told(name));
        if (!number.find()) {
            throw new AssertionError(name + " told no " + what + ": " + told(name));
        }
        return Long.parseLong(number.group(1));
    }

    List<SpanSeen> leases(String name) {
        return spans("lease ", name);
    }

    List<SpanSeen> connects(String name) {
        return spans("connect ", name);
    }

    /** The lives of the connections that a case opened. */
    List<SpanSeen> lives(String name) {
        List<Object> ids = connects(name).stream()
                .map(connect -> connect.attribute("connwake.connection.id"))
                .toList();
        return seen.spansNamed("connection ").stream()
                .filter(life -> ids.contains(life.attribute("connwake.connection.id")))
                .toList();
    }

    /** Of a case, by the name of its thread, in the order in which they began. */
    private List<SpanSeen> spans(String prefix, String name) {
        return seen.spansNamed(prefix).stream()
                .filter(span -> name.equals(span.attribute("thread.name")))
                .sorted(Comparator.comparingLong(SpanSeen::startEpochNanos))
                .toList();
    }

    List<SpanSeen> opens() {
        return seen.spansNamed("connect ").stream()
                .filter(connect -> !connect.status().equals("ERROR"))
                .toList();
    }

    double opened() {
        return seen.sum("connwake.connection.opened", Map.of());
    }

    double closed() {
        return seen.sum("connwake.connection.closed", Map.of());
    }

    static Path freshDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "run")
                    .toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ChildJvm program(DriverLibrary library, Jdk jdk, Home home, int closedPort) {
        List<String> arguments = new ArrayList<>(
                List.of(library.product, home.url(), home.user(), home.password(), Integer.toString(closedPort)));
        arguments.addAll(library.cases());
        return ChildJvm.ofMain(DriverCases.class)
                .on(jdk)
                .option("-XX:TieredStopAtLevel=1")
                .classPath(Libraries.classPath(library.jars))
                // H2 tries for two seconds where nobody listens
                .property("h2.socketConnectRetry", 0)
                .property("derby.stream.error.file", freshDirectory().resolve("derby.log"))
                .arguments(arguments.toArray(String[]::new));
    }
}
