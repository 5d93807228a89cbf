package io.connwake.contracts;

import com.example.pool.PoolCases;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.FreePort;
import io.connwake.testing.Jdk;
import io.connwake.testing.LogSeen;
import io.connwake.testing.Recording;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** All cases of {@link PoolCases} with one pool under the packaged agent, and what came of it. */
record PoolRun(String prefix, PoolServer server, Exit exit, Telemetry seen, Map<String, Database> databases) {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final String KILLER = "killer";

    static PoolRun of(PoolLibrary library, Jdk jdk) {
        String prefix = "contract" + RUNS.incrementAndGet() + "_";
        PoolServer server = library.server();
        Map<String, Database> databases = new LinkedHashMap<>();
        String url = "jdbc:h2:mem:" + prefix + "%s;DB_CLOSE_DELAY=-1";
        String user = "sa";
        String password = "s3same-Open";
        for (String each : server.cases()) {
            Database database = server.create(prefix + each);
            if (database != null) {
                databases.put(each, database);
                url = database.jdbcUrl().replace(database.name(), prefix + "%s");
                user = database.user();
                password = database.password();
            }
        }
        List<String> arguments = new ArrayList<>(List.of(library.adapter, url, user, password));
        arguments.add(Integer.toString(FreePort.find()));
        arguments.addAll(server.cases());
        Path file = recording(library.name() + "-on-" + jdk.feature());
        Exit exit = ChildJvm.ofMain(PoolCases.class)
                .on(jdk)
                .classPath(Libraries.classPath(library.jars))
                .agent()
                .property("connwake.record", file)
                .property("connwake.acquire.threshold", "0ms")
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none")
                .arguments(arguments.toArray(String[]::new))
                .run();
        Recording recording = Recording.read(file);
        return new PoolRun(prefix, server, exit, recording.telemetry(), databases);
    }

    /** Whether the case can be shown with the database behind the pool. */
    boolean has(String name) {
        return server.cases().contains(name);
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

    /** The leases of the pool that a case made, in the order in which they began. */
    List<SpanSeen> leases(String name) {
        return seen.spansNamed("lease ").stream()
                .filter(lease -> name.equals(lease.attribute("thread.name")))
                .filter(lease -> lease.attribute("connwake.pool.id") != null)
                .sorted(java.util.Comparator.comparingLong(SpanSeen::startEpochNanos))
                .toList();
    }

    /** Those that no case asked for. */
    List<SpanSeen> strayLeases() {
        return seen.spansNamed("lease ").stream()
                .filter(lease -> !PoolContractIT.CASES.contains(String.valueOf(lease.attribute("thread.name"))))
                .filter(lease -> !KILLER.equals(lease.attribute("thread.name")))
                .toList();
    }

    /** Spans of that name whose database is the case's. */
    List<SpanSeen> spans(String prefix, String name) {
        return seen.spansNamed(prefix).stream()
                .filter(span -> (this.prefix + name).equalsIgnoreCase(String.valueOf(span.attribute("db.namespace"))))
                .toList();
    }

    List<LogSeen> findings(String name) {
        return seen.findings().stream()
                .filter(finding ->
                        (this.prefix + name).equalsIgnoreCase(String.valueOf(finding.attribute("db.namespace"))))
                .toList();
    }

    /** The series of the pool that a case made; without its name, what was counted for its server directly. */
    Map<String, Object> pool(String name) {
        List<SpanSeen> leases = leases(name);
        Object pool = leases.isEmpty() ? name : leases.get(0).attribute("db.client.connection.pool.name");
        return Map.of("db.client.connection.pool.name", String.valueOf(pool));
    }

    /** A file for one run of what is called so. */
    static Path recording(String name) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "recordings"));
            return directory
                    .resolve(name.toLowerCase(java.util.Locale.ROOT) + "-" + RUNS.get() + ".jsonl")
                    .toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
