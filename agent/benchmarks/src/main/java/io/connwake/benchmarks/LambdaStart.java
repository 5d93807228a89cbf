package io.connwake.benchmarks;

import io.connwake.testing.lambda.LambdaFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What does an agent add to the cold start of a function, and to its first response? */
final class LambdaStart {
    private static final String UNIT = "ms";

    private final Rig rig;
    private final List<LambdaStartRow> rows;
    private final LambdaStartRow alone;
    private final LambdaStartRow emptyAgent;
    private final LambdaStartRow silent;
    private final LambdaStartRow exporting;
    private final LambdaStartRow openTelemetry;

    private LambdaStart(Rig rig, Functions functions, Optional<HalfCore> half) {
        this.rig = rig;
        alone = new LambdaStartRow(Attachment.NOTHING.words, on(half, functions.alone()), false);
        emptyAgent = new LambdaStartRow(Attachment.EMPTY_AGENT.words, on(half, functions.withEmptyAgent()), false);
        silent = new LambdaStartRow(Attachment.SILENT.words, on(half, functions.silent()), false);
        exporting = new LambdaStartRow(Attachment.EXPORTING.words, on(half, functions.exporting(rig.receiver())), true);
        openTelemetry = new LambdaStartRow(
                "OpenTelemetry agent, OTLP", on(half, functions.withOpenTelemetry(rig.receiver())), true);
        rows = List.of(alone, emptyAgent, silent, exporting, openTelemetry);
    }

    static void run(Rig rig, int rounds, boolean halfCore) throws IOException, InterruptedException {
        Machine.print(
                rig,
                "lambda-start: AWS's runtime interface client on an emulator of its APIs, HikariCP+H2 opened in INIT; "
                        + rounds + " rounds in shuffled order after one unmeasured;"
                        + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto");
        if (!halfCore) {
            measure(rig, rounds, Optional.empty());
            return;
        }
        Optional<HalfCore> half = HalfCore.share();
        if (half.isEmpty()) {
            System.out.println("half a core: not measured, for it takes taskset and a second processor");
            return;
        }
        try (HalfCore shared = half.get()) {
            System.out.println("half a core: pinned to one that a busy loop shares");
            measure(rig, rounds, Optional.of(shared));
        }
    }

    private static void measure(Rig rig, int rounds, Optional<HalfCore> half) throws IOException {
        LambdaStart start = new LambdaStart(rig, Functions.deploy(rig), half);
        start.measure(rounds);
        start.print();
    }

    private static LambdaFunction on(Optional<HalfCore> half, LambdaFunction function) {
        return half.map(core -> function.wrapper(core.wrapper())).orElse(function);
    }

    /** The first round warms the file cache and is not counted. */
    private void measure(int rounds) throws IOException {
        Random order = new Random(1);
        List<LambdaStartRow> shuffled = new ArrayList<>(rows);
        for (int round = 0; round <= rounds; round++) {
            Collections.shuffle(shuffled, order);
            for (LambdaStartRow row : shuffled) {
                row.measure(rig.receiver(), round > 0);
            }
            System.err.print("\rround " + round + " of " + rounds + (round == rounds ? "\n" : ""));
        }
    }

    private void print() {
        Table table = new Table(
                "ms, median (quartiles)",
                "INIT CPU",
                "INIT wall",
                "first response",
                "busy after it",
                "CPU of both",
                "warm response",
                "busy after it",
                "");
        rows.forEach(row -> row.printTo(table));
        table.print();
        Bar.print(
                initCpu(silent, emptyAgent, "up to 60 ms"),
                initCpu(exporting, emptyAgent, "up to 60 ms"),
                initCpu(silent, alone, "up to 120 ms"),
                initCpu(exporting, alone, "up to 120 ms"),
                initCpu(openTelemetry, alone, "-"),
                initWall(exporting),
                initWall(openTelemetry),
                firstResponse(exporting),
                firstResponse(openTelemetry),
                Bar.difference(
                        "first export: busy after the response, OTLP - exporters none",
                        exporting.afterFirst(),
                        silent.afterFirst(),
                        0,
                        UNIT,
                        "-"),
                Bar.difference(
                        "first export: CPU, OTLP - exporters none",
                        exporting.firstCpu(),
                        silent.firstCpu(),
                        0,
                        UNIT,
                        "-"),
                Bar.ratio(
                        "warm response, OTLP / empty agent", exporting.warmResponse(), emptyAgent.warmResponse(), "-"));
    }

    private static Bar initCpu(LambdaStartRow row, LambdaStartRow baseline, String target) {
        return Bar.difference(
                "INIT CPU, " + row.name() + " - " + baseline.name(),
                row.initCpu(),
                baseline.initCpu(),
                0,
                UNIT,
                target);
    }

    private Bar initWall(LambdaStartRow row) {
        return Bar.difference(
                "INIT wall, " + row.name() + " - no agent", row.initWall(), alone.initWall(), 0, UNIT, "-");
    }

    private Bar firstResponse(LambdaStartRow row) {
        return Bar.difference(
                "first response, " + row.name() + " - no agent",
                row.firstResponse(),
                alone.firstResponse(),
                0,
                UNIT,
                "-");
    }
}
