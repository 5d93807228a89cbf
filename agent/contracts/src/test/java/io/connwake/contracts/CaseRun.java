package io.connwake.contracts;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Postgres;
import io.connwake.testing.Recording;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that runs cases, each on a thread and with a database of its name, under the packaged agent; and what came of it. */
record CaseRun(Exit exit, Telemetry seen, Map<String, Database> databases, Map<String, Integer> before) {
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** The program's arguments are its first ones, the URL up to the database's name, user, password, the cases. */
    static CaseRun of(ChildJvm program, String name, List<String> first, List<String> cases) {
        String prefix = name + RUNS.incrementAndGet() + "_";
        Map<String, Database> databases = new LinkedHashMap<>();
        for (String each : cases) {
            databases.put(each, Postgres.shared().createDatabaseNamed(prefix + each));
        }
        Path file = recording(prefix);
        Exit exit = program.agent()
                .property("connwake.record", file)
                .property("connwake.leak.threshold", "1s")
                .property("connwake.sites", "all")
                .property("p6spy.config.logfile", Path.of("target", "spy.log").toAbsolutePath())
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none")
                .arguments(arguments(
                        prefix, first, cases, databases.values().iterator().next()))
                .run();
        return new CaseRun(exit, Recording.read(file).telemetry(), databases, new LinkedHashMap<>());
    }

    /** What the same program says without the agent, over the same databases; sessions are counted from here on. */
    String again(ChildJvm program, List<String> first) {
        databases.forEach((name, database) -> before.put(name, database.sessionsOpened()));
        Database any = databases.values().iterator().next();
        String prefix = any.name()
                .substring(
                        0,
                        any.name().length()
                                - databases.keySet().iterator().next().length());
        return program.arguments(arguments(prefix, first, List.copyOf(databases.keySet()), any))
                .run()
                .out();
    }

    /** By the server's account, without the agent's absence. */
    int sessionsOpened(String name) {
        return before.getOrDefault(name, database(name).sessionsOpened());
    }

    private static String[] arguments(String prefix, List<String> first, List<String> cases, Database any) {
        List<String> arguments = new ArrayList<>(first);
        arguments.add(any.jdbcUrl().substring(0, any.jdbcUrl().lastIndexOf('/') + 1) + prefix);
        arguments.add(any.user());
        arguments.add(any.password());
        arguments.addAll(cases);
        return arguments.toArray(String[]::new);
    }

    /** On that JDK if it is installed. */
    static java.util.Optional<Jdk> jdk(int feature) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(Jdk.current()), Jdk.installed().stream())
                .filter(jdk -> jdk.feature() == feature)
                .findFirst();
    }

    Database database(String name) {
        return Objects.requireNonNull(databases.get(name), name);
    }

    /** What the application saw of a case. */
    String told(String name) {
        return exit.out()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElse("nothing of " + name + "\n" + exit.err())
                .substring(name.length() + 2);
    }

    /** The leases that began on a case's thread, in their order. */
    List<SpanSeen> leases(String name) {
        return seen.spansNamed("lease ").stream()
                .filter(lease -> name.equals(lease.attribute("thread.name")))
                .sorted(Comparator.comparingLong(SpanSeen::startEpochNanos))
                .toList();
    }

    /** Those that began on other threads. */
    List<SpanSeen> strayLeases() {
        return seen.spansNamed("lease ").stream()
                .filter(lease -> !databases.containsKey(lease.attribute("thread.name")))
                .toList();
    }

    double opened(String name) {
        return seen.sum(
                "connwake.connection.opened",
                Map.of("db.namespace", database(name).name()));
    }

    double closed(String name) {
        return seen.sum(
                "connwake.connection.closed",
                Map.of("db.namespace", database(name).name()));
    }

    private static Path recording(String prefix) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "recordings"));
            return directory.resolve(prefix + "run.jsonl").toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
