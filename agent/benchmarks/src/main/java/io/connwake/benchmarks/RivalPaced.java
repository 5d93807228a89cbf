package io.connwake.benchmarks;

import io.connwake.benchmarks.Comparison.Target;
import io.connwake.benchmarks.Intake.Health;
import io.connwake.benchmarks.program.Paced;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What a process that leases steadily takes in all, its exports included, with collectors good and bad. With a good one it
 * is looked at twice: while the JVM still compiles what the agent does, and when most of that is done.
 */
final class RivalPaced implements RivalWorkload {
    private static final String CPU = "CPU µs";
    private static final String CPU_LATER = "CPU µs later";
    private static final String RESIDENT = "RSS MB";
    private static final String HELD = "RSS and live heap MB";
    private static final String HEAP = "live heap MB";
    private static final String P99 = "p99 µs";
    private static final String SENT = "kB exported per 1,000 leases";
    private static final int AT_ONCE = 20;
    private static final int PER_SECOND = 200 * AT_ONCE;
    private static final int WARM_LEASES = 30_000;
    private static final int WARM_SECONDS = 4;
    private static final int SECONDS = 8;
    private static final int SECONDS_BETWEEN = 30;
    private static final int SECONDS_LATER = 12;
    private static final List<String> FLAGS = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch");
    private static final double MEGABYTE = 1e6;

    private final Rig rig;
    private final Figures figures = new Figures();
    private final List<Row> rows = new ArrayList<>();

    RivalPaced(Rig rig) {
        this.rig = rig;
        add(
                Health.HEALTHY,
                Rival.ALONE,
                Rival.EMPTY,
                Rival.CONNWAKE,
                Rival.OPEN_TELEMETRY,
                Rival.OPEN_TELEMETRY_LEASES);
        add(Health.HEALTHY, Rival.DATADOG, Rival.DATADOG_LEASES, Rival.ELASTIC);
        add(Health.SLOW, Rival.CONNWAKE, Rival.OPEN_TELEMETRY_LEASES, Rival.DATADOG_LEASES, Rival.ELASTIC);
        add(Health.DEAD, Rival.CONNWAKE, Rival.OPEN_TELEMETRY_LEASES, Rival.DATADOG_LEASES, Rival.ELASTIC);
    }

    private record Row(Rival rival, Health health) {
        String name() {
            return health == Health.HEALTHY ? rival.words : rival.words + ", " + health.words;
        }
    }

    private void add(Health health, Rival... rivals) {
        for (Rival rival : rivals) {
            rows.add(new Row(rival, health));
        }
    }

    @Override
    public String name() {
        return "paced";
    }

    @Override
    public int usualRounds() {
        return 2;
    }

    @Override
    public void round(int number, boolean counts) throws IOException, InterruptedException {
        if (!counts) {
            return;
        }
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(number));
        for (Row row : shuffled) {
            measure(row);
        }
    }

    @Override
    public void print() {
        System.out.printf(
                "%npaced: %,d leases a second of HikariCP+H2, each with a query, a unit of work for a hundred of them, for %d s after %,d at full speed and %d s"
                        + " at that rate, and with a healthy collector once more for %d s, %d s later; flags %s. CPU is the whole process's%n",
                PER_SECOND,
                SECONDS,
                WARM_LEASES,
                WARM_SECONDS,
                SECONDS_LATER,
                SECONDS_BETWEEN,
                String.join(" ", FLAGS));
        Table table = new Table(
                "median (quartiles)",
                "CPU µs a lease",
                "added",
                "later",
                "added",
                RESIDENT,
                HEAP,
                P99,
                "p99 added",
                SENT,
                "leases/s");
        for (Row row : rows) {
            table.row(
                    row.name(),
                    figures.of(row.name(), CPU).text(2),
                    figures.added(row.name(), Rival.ALONE.words, CPU).text(2),
                    figures.of(row.name(), CPU_LATER).text(2),
                    figures.added(row.name(), Rival.ALONE.words, CPU_LATER).text(2),
                    figures.of(row.name(), RESIDENT).text(1),
                    figures.of(row.name(), HEAP).text(1),
                    figures.of(row.name(), P99).text(1),
                    figures.added(row.name(), Rival.ALONE.words, P99).text(1),
                    figures.of(row.name(), SENT).text(1),
                    figures.of(row.name(), "leases/s").text(0));
        }
        table.print();
    }

    @Override
    public List<Comparison> comparisons() {
        List<Comparison> all = new ArrayList<>();
        for (Health health : Health.values()) {
            all.add(compare(
                    "CPU a lease added", CPU, health, Target.of(8), Rival.OPEN_TELEMETRY_LEASES, Rival.DATADOG_LEASES));
        }
        all.add(compare(
                "CPU a lease added later",
                CPU_LATER,
                Health.HEALTHY,
                Target.of(8),
                Rival.OPEN_TELEMETRY_LEASES,
                Rival.DATADOG_LEASES));
        Rival[] others = {
            Rival.OPEN_TELEMETRY, Rival.OPEN_TELEMETRY_LEASES, Rival.DATADOG, Rival.DATADOG_LEASES, Rival.ELASTIC
        };
        all.add(compare("RSS beside the heap added", RESIDENT, Health.HEALTHY, Target.of(5), others));
        all.add(compare("the same and live heap added", HELD, Health.HEALTHY, Target.of(5), others));
        return all;
    }

    private Comparison compare(String what, String measure, Health health, Target target, Rival... rivals) {
        return Comparison.added(
                "4,000 leases/s, " + health.words + ": " + what,
                figures,
                measure,
                Rival.ALONE.words,
                new Row(Rival.CONNWAKE, health).name(),
                List.of(rivals).stream()
                        .map(rival -> new Row(rival, health).name())
                        .toList(),
                target);
    }

    private void measure(Row row) throws IOException, InterruptedException {
        rig.clear();
        try (Intake intake = Intake.open(row.health)) {
            ChildJvm child = ChildJvm.ofMain(Paced.class)
                    .classPath(ClassPath.applicationWithSpans())
                    .arguments(
                            Integer.toString(AT_ONCE), Integer.toString(WARM_LEASES), Integer.toString(WARM_SECONDS));
            FLAGS.forEach(child::option);
            try (RunningJvm running = row.rival.attach(child, rig, intake).start()) {
                measure(row, running, intake);
            }
        }
    }

    private void measure(Row of, RunningJvm running, Intake intake) throws IOException, InterruptedException {
        String row = of.name();
        ThreadsCpu cpu = new ThreadsCpu(running.pid());
        running.awaitLine("busy");
        long bytesBefore = intake.bytes();
        double millisPerSecond = cpu.millisPerSecond(SECONDS);
        double millisPerSecondLater = 0;
        if (of.health == Health.HEALTHY) {
            TimeUnit.SECONDS.sleep(SECONDS_BETWEEN);
            millisPerSecondLater = cpu.millisPerSecond(SECONDS_LATER);
        }
        double resident = ProcFiles.of(running.pid()).residentMegabytes();
        running.writeLine("");
        Line told = new Line(running.awaitLine("leases="));
        running.awaitExit();
        double perSecond = told.number("leases") / told.number("nanos") * 1e9;
        figures.add(row, CPU, millisPerSecond * 1e3 / perSecond);
        if (of.health == Health.HEALTHY) {
            figures.add(row, CPU_LATER, millisPerSecondLater * 1e3 / perSecond);
        }
        figures.add(row, RESIDENT, resident);
        double heap = told.number("heap") / MEGABYTE;
        figures.add(row, HEAP, heap);
        figures.add(row, HELD, resident + heap);
        figures.add(row, P99, told.number("p99") / 1e3);
        figures.add(row, SENT, (intake.bytes() - bytesBefore) / told.number("leases"));
        figures.add(row, "leases/s", perSecond);
    }
}
