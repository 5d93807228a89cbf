package io.connwake.benchmarks;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.RunningJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The rows of the start-up table: every round starts each of them once, in another order. */
final class StartUpRows {
    private static final long POLL_MILLIS = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Rig rig;
    private final List<Row> rows = new ArrayList<>();

    StartUpRows(Rig rig) {
        this.rig = rig;
    }

    /** One whole process. */
    private record Run(double cpuMillis, double wallMillis, double peakMegabytes) {}

    /** A way to start a process, and what its runs took. */
    static final class Row {
        private final String name;
        private final Supplier<ChildJvm> start;
        private final boolean exports;
        private final List<Run> runs = new ArrayList<>();
        private int exported;
        private int talked;

        private Row(String name, Supplier<ChildJvm> start, boolean exports) {
            this.name = name;
            this.start = start;
            this.exports = exports;
        }

        Samples cpuMillis() {
            return samples(Run::cpuMillis);
        }

        Samples wallMillis() {
            return samples(Run::wallMillis);
        }

        private Samples peakMegabytes() {
            return samples(Run::peakMegabytes);
        }

        private Samples samples(ToDoubleFunction<Run> figure) {
            return new Samples(runs.stream().mapToDouble(figure).toArray());
        }

        /** What makes the row's figures doubtful. */
        private String remark() {
            List<String> remarks = new ArrayList<>();
            if (exports && exported < runs.size()) {
                remarks.add("only " + exported + " runs exported");
            }
            if (talked > 0) {
                remarks.add(talked + " runs wrote to stderr");
            }
            return String.join(", ", remarks);
        }
    }

    Row add(String name, Supplier<ChildJvm> start) {
        return add(new Row(name, start, false));
    }

    /** A row whose runs only count as done if an export of theirs arrives. */
    Row addExporting(String name, Supplier<ChildJvm> start) {
        return add(new Row(name, start, true));
    }

    /** The first round warms the file cache and is not counted. */
    void measure(int rounds) throws InterruptedException {
        Random order = new Random(1);
        List<Row> shuffled = new ArrayList<>(rows);
        for (int round = 0; round <= rounds; round++) {
            Collections.shuffle(shuffled, order);
            for (Row row : shuffled) {
                measure(row, round > 0);
            }
            System.err.print("\rround " + round + " of " + rounds + (round == rounds ? "\n" : ""));
        }
    }

    void print() {
        Table table = new Table("median (quartiles)", "CPU ms", "wall ms", "peak RSS MB", "");
        for (Row row : rows) {
            table.row(
                    row.name,
                    row.cpuMillis().text(0),
                    row.wallMillis().text(0),
                    row.peakMegabytes().text(1),
                    row.remark());
        }
        table.print();
    }

    private Row add(Row row) {
        rows.add(row);
        return row;
    }

    private void measure(Row row, boolean counts) throws InterruptedException {
        rig.clear();
        int requestsBefore = rig.receiver().requestCount();
        try (RunningJvm child = row.start.get().start()) {
            double peakMegabytes = watch(child);
            Exit exit = child.awaitExit();
            if (exit.code() != 0) {
                throw new IllegalStateException(row.name + " failed:\n" + exit.err());
            }
            if (counts) {
                row.runs.add(new Run(millis(exit.cpuTime()), millis(exit.wallTime()), peakMegabytes));
                row.exported += rig.receiver().requestCount() > requestsBefore ? 1 : 0;
                row.talked += exit.err().isEmpty() ? 0 : 1;
            }
        }
    }

    /** The peak only grows, so the last look before the end has it, but for what a few milliseconds add. */
    static double watch(RunningJvm child) throws InterruptedException {
        ProcFiles process = ProcFiles.of(child.pid());
        double peak = Double.NaN;
        while (child.isAlive()) {
            double now = process.peakMegabytes();
            peak = Double.isNaN(now) ? peak : now;
            Thread.sleep(POLL_MILLIS);
        }
        return peak;
    }

    static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }
}
