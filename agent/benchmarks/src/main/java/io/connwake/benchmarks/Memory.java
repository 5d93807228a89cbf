package io.connwake.benchmarks;

import io.connwake.benchmarks.program.Held;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What does the agent cost a process that lives on: idle, and under a thousand leases a second? Measured twice: with a
 * heap whose pages are all touched from the start, where the difference is what the agent holds, and with one that is
 * touched as it fills, where garbage that nobody had to collect yet counts as well.
 */
final class Memory {
    private static final int SETTLE_SECONDS = 5;
    private static final String METRICS_INTERVAL_MILLIS = "10000";
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final Rig rig;
    private final int seconds;
    private final boolean touched;
    private final Map<Attachment, List<Run>> runs = new EnumMap<>(Attachment.class);

    private Memory(Rig rig, int seconds, boolean touched) {
        this.rig = rig;
        this.seconds = seconds;
        this.touched = touched;
    }

    /** One process: first idle, then busy. */
    private record Run(
            double idleMegabytes,
            double idleCpuMillisPerSecond,
            double busyMegabytes,
            double busyCpuMillisPerSecond,
            double heapMegabytes,
            double leasesPerSecond) {}

    static void run(Rig rig, int rounds, int seconds) throws IOException, InterruptedException {
        List<Memory> heaps = List.of(new Memory(rig, seconds, true), new Memory(rig, seconds, false));
        Machine.print(
                rig,
                "memory: HikariCP+H2 held open, idle for " + seconds + " s after " + SETTLE_SECONDS
                        + " s, then 1,000 leases a second with a query each for " + seconds + " s; " + rounds
                        + " rounds; -Xms64m -Xmx64m, metrics exported every " + METRICS_INTERVAL_MILLIS + " ms");
        for (int round = 1; round <= rounds; round++) {
            for (Attachment attachment : Attachment.values()) {
                System.err.print("\rround " + round + " of " + rounds + ", " + attachment.words + "          ");
                for (Memory heap : heaps) {
                    heap.measure(attachment);
                }
            }
        }
        System.err.println();
        for (Memory heap : heaps) {
            System.out.println(heap.touched ? "\nheap touched beforehand" : "\nheap touched as it fills");
            heap.print();
        }
    }

    private void measure(Attachment attachment) throws IOException, InterruptedException {
        rig.clear();
        try (RunningJvm child = rig.child(Held.class, attachment)
                .environment("OTEL_METRIC_EXPORT_INTERVAL", METRICS_INTERVAL_MILLIS)
                .option("-Xmx64m")
                .option("-Xms64m")
                .option(touched ? "-XX:+AlwaysPreTouch" : "-XX:-AlwaysPreTouch")
                .start()) {
            ProcFiles process = ProcFiles.of(child.pid());
            ThreadsCpu cpu = new ThreadsCpu(child.pid());
            child.awaitLine("idle");
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double idleCpu = cpu.millisPerSecond(seconds);
            double idle = process.residentMegabytes();
            child.writeLine("");
            child.awaitLine("busy");
            double busyCpu = cpu.millisPerSecond(seconds);
            double busy = process.residentMegabytes();
            child.writeLine("");
            String last = child.awaitLine("heap=");
            child.awaitExit();
            double heap = number(last, "heap") / BYTES_PER_MEGABYTE;
            double leases = number(last, "leases") / seconds;
            runs.computeIfAbsent(attachment, first -> new ArrayList<>())
                    .add(new Run(idle, idleCpu, busy, busyCpu, heap, leases));
        }
    }

    private void print() {
        Table table = new Table(
                "median (quartiles)",
                "idle RSS MB",
                "idle CPU ms/s",
                "busy RSS MB",
                "busy CPU ms/s",
                "live heap MB",
                "leases/s");
        for (Attachment attachment : Attachment.values()) {
            table.row(
                    attachment.words,
                    samples(attachment, Run::idleMegabytes).text(1),
                    samples(attachment, Run::idleCpuMillisPerSecond).text(2),
                    samples(attachment, Run::busyMegabytes).text(1),
                    samples(attachment, Run::busyCpuMillisPerSecond).text(1),
                    samples(attachment, Run::heapMegabytes).text(1),
                    samples(attachment, Run::leasesPerSecond).text(0));
        }
        table.print();
        Bar.print(
                added(
                        "idle: RSS, exporters none - empty agent",
                        Attachment.SILENT,
                        Run::idleMegabytes,
                        "MB",
                        bar("up to 8")),
                added("idle: RSS, OTLP - empty agent", Attachment.EXPORTING, Run::idleMegabytes, "MB", bar("up to 25")),
                added("busy: RSS, OTLP - empty agent", Attachment.EXPORTING, Run::busyMegabytes, "MB", bar("up to 25")),
                added("busy: live heap, OTLP - empty agent", Attachment.EXPORTING, Run::heapMegabytes, "MB", "-"),
                added("busy: RSS, recording - empty agent", Attachment.RECORDING, Run::busyMegabytes, "MB", "-"),
                idleCpu(Attachment.SILENT),
                idleCpu(Attachment.RECORDING),
                idleCpu(Attachment.EXPORTING));
    }

    private String bar(String limit) {
        return touched ? limit : "-";
    }

    private Bar idleCpu(Attachment attachment) {
        return added(
                "idle: CPU, " + attachment.words + " - empty agent",
                attachment,
                Run::idleCpuMillisPerSecond,
                "ms/s",
                "up to 2");
    }

    private Bar added(String what, Attachment attachment, ToDoubleFunction<Run> figure, String unit, String target) {
        return Bar.difference(
                what, samples(attachment, figure), samples(Attachment.EMPTY_AGENT, figure), 2, unit, target);
    }

    private Samples samples(Attachment attachment, ToDoubleFunction<Run> figure) {
        return new Samples(runs.getOrDefault(attachment, List.of()).stream()
                .mapToDouble(figure)
                .toArray());
    }

    private static double number(String line, String name) {
        return Double.parseDouble(line.replaceFirst(".*\\b" + name + "=(\\d+).*", "$1"));
    }
}
