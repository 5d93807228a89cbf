package io.connwake.benchmarks;

import static io.connwake.benchmarks.Attachment.EMPTY_AGENT;
import static io.connwake.benchmarks.Attachment.EXPORTING;
import static io.connwake.benchmarks.Attachment.NOTHING;
import static io.connwake.benchmarks.Attachment.RECORDING;
import static io.connwake.benchmarks.Attachment.SILENT;

import io.connwake.benchmarks.StartUpRows.Row;
import io.connwake.benchmarks.program.Empty;
import io.connwake.benchmarks.program.HikariH2;
import io.connwake.benchmarks.program.HikariH2AndSdk;
import java.io.IOException;

/** What does attaching the agent cost a short-lived process, from its start to its end? */
final class StartUp {
    private static final String MILLIS = "ms";

    private final StartUpRows rows;
    private final Row emptyMainEmptyAgent;
    private final Row emptyMainConnwake;
    private final Row emptyAgent;
    private final Row silent;
    private final Row recording;
    private final Row exporting;
    private final Row emptyAgentAndSdk;

    private StartUp(Rig rig) {
        rows = new StartUpRows(rig);
        rows.add("empty main, no agent", () -> rig.child(Empty.class, NOTHING));
        emptyMainEmptyAgent = rows.add("empty main, empty agent", () -> rig.child(Empty.class, EMPTY_AGENT));
        emptyMainConnwake = rows.add("empty main, Connwake", () -> rig.child(Empty.class, EXPORTING));
        rows.add("HikariCP+H2, " + NOTHING.words, () -> rig.child(HikariH2.class, NOTHING));
        emptyAgent = rows.add("HikariCP+H2, " + EMPTY_AGENT.words, () -> rig.child(HikariH2.class, EMPTY_AGENT));
        silent = rows.add("HikariCP+H2, " + SILENT.words, () -> rig.child(HikariH2.class, SILENT));
        recording = rows.add("HikariCP+H2, " + RECORDING.words, () -> rig.child(HikariH2.class, RECORDING));
        exporting = rows.addExporting("HikariCP+H2, " + EXPORTING.words, () -> rig.child(HikariH2.class, EXPORTING));
        rows.addExporting(
                "HikariCP+H2 + SDK, no agent",
                () -> rig.exporting(
                        rig.child(HikariH2AndSdk.class, NOTHING).classPath(ClassPath.applicationWithSdk())));
        emptyAgentAndSdk = rows.addExporting(
                "HikariCP+H2 + SDK, empty agent",
                () -> rig.exporting(
                        rig.child(HikariH2AndSdk.class, EMPTY_AGENT).classPath(ClassPath.applicationWithSdk())));
    }

    static void run(Rig rig, int runs) throws IOException, InterruptedException {
        StartUp startUp = new StartUp(rig);
        Machine.print(
                rig,
                "start-up: whole child processes, " + runs + " rounds in shuffled order after one unmeasured;"
                        + " no JVM flags but -javaagent");
        startUp.rows.measure(runs);
        startUp.rows.print();
        startUp.printBars();
    }

    /** "SDK": the application starts it and exports one span and one metric itself, with the agent's sender. */
    private void printBars() {
        Bar.print(
                Bar.ratio(
                        "empty main: CPU, Connwake / empty agent",
                        emptyMainConnwake.cpuMillis(),
                        emptyMainEmptyAgent.cpuMillis(),
                        "up to 1.15"),
                Bar.ratio(
                        "HikariCP+H2: CPU, exporters none / empty agent",
                        silent.cpuMillis(),
                        emptyAgent.cpuMillis(),
                        "up to 1.2"),
                Bar.ratio(
                        "HikariCP+H2: CPU, recording / exporters none",
                        recording.cpuMillis(),
                        silent.cpuMillis(),
                        "up to 1.1"),
                Bar.ratio(
                        "HikariCP+H2: wall, OTLP / empty agent",
                        exporting.wallMillis(),
                        emptyAgent.wallMillis(),
                        "up to 1.5, or the next line"),
                Bar.difference(
                        "HikariCP+H2: wall, OTLP - (empty agent + SDK)",
                        exporting.wallMillis(),
                        emptyAgentAndSdk.wallMillis(),
                        0,
                        MILLIS,
                        "up to 30 ms"),
                Bar.difference(
                        "HikariCP+H2: CPU, OTLP - (empty agent + SDK)",
                        exporting.cpuMillis(),
                        emptyAgentAndSdk.cpuMillis(),
                        0,
                        MILLIS,
                        "up to 80 ms"),
                Bar.difference(
                        "the SDK's own start-up: wall",
                        emptyAgentAndSdk.wallMillis(),
                        emptyAgent.wallMillis(),
                        0,
                        MILLIS,
                        "-"),
                Bar.difference(
                        "the SDK's own start-up: CPU",
                        emptyAgentAndSdk.cpuMillis(),
                        emptyAgent.cpuMillis(),
                        0,
                        MILLIS,
                        "-"));
    }
}
