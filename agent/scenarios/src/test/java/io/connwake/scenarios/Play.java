package io.connwake.scenarios;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.LogSeen;
import io.connwake.testing.Recording;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One run of a program of {@code com.example.trouble} under the packaged agent, and what the agent said of it. */
record Play(Exit exit, Recording recording) {
    static final String FAULTY = "faulty";
    static final String CORRECTED = "corrected";
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** The program's arguments are {@code faulty} or {@code corrected}, URL, user, password and the further ones. */
    static Play of(Class<?> program, String role, Database database, String... further) {
        return of(ChildJvm.ofMain(program), program.getSimpleName(), role, database, database.jdbcUrl(), further);
    }

    /** With another way to the database than its own URL: through a relay or a proxy. */
    static Play of(ChildJvm jvm, String name, String role, Database database, String url, String... further) {
        List<String> arguments = new ArrayList<>(List.of(role, url, database.user(), database.password()));
        arguments.addAll(List.of(further));
        Path file = recording(name + "-" + role);
        Exit exit = jvm.agent()
                .property("connwake.record", file)
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none")
                .arguments(arguments.toArray(String[]::new))
                .run();
        if (exit.code() != 0) {
            throw new IllegalStateException("the program itself failed: " + exit.out() + exit.err());
        }
        return new Play(exit, Recording.read(file));
    }

    Telemetry seen() {
        return recording.telemetry();
    }

    /** Each kind of finding that was confirmed, with the times it was: {@code {leak=1}}. */
    Map<String, Integer> confirmed() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (LogSeen finding : seen().findings()) {
            if ("confirmed".equals(finding.attribute("connwake.finding.state"))) {
                kinds.merge(String.valueOf(finding.attribute("connwake.finding.kind")), 1, Integer::sum);
            }
        }
        return kinds;
    }

    /** The last word on a confirmed finding of that kind. */
    LogSeen finding(String kind) {
        List<LogSeen> all = seen().findings(kind, "confirmed");
        if (all.isEmpty()) {
            throw new IllegalStateException("no " + kind + " was confirmed, but " + confirmed());
        }
        return all.get(all.size() - 1);
    }

    String evidence(String kind) {
        return text(kind, "connwake.finding.evidence");
    }

    String advice(String kind) {
        return text(kind, "connwake.finding.advice");
    }

    String site(String kind) {
        return text(kind, "connwake.finding.site");
    }

    private String text(String kind, String attribute) {
        return String.valueOf(finding(kind).attribute(attribute));
    }

    private static Path recording(String name) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "recordings"));
            return directory
                    .resolve(name + "-" + RUNS.incrementAndGet() + ".jsonl")
                    .toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
