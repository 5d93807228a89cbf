package io.connwake.benchmarks;

import static io.connwake.benchmarks.Measures.CPU;
import static io.connwake.benchmarks.Measures.PEAK;
import static io.connwake.benchmarks.Measures.WALL;

import io.connwake.benchmarks.Comparison.Target;
import io.connwake.benchmarks.Intake.Health;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A whole process from its start to its end, with each agent, its exporters off and exporting. */
final class RivalStartUp implements RivalWorkload {
    private static final List<Rival> AGENTS =
            List.of(Rival.CONNWAKE, Rival.OPEN_TELEMETRY, Rival.DATADOG, Rival.ELASTIC);

    private final Rig rig;
    private final String name;
    private final String what;
    private final int rounds;
    private final Supplier<ChildJvm> program;
    private final List<Row> rows = new ArrayList<>();
    private final Figures figures = new Figures();

    /** @param what the program, in words */
    RivalStartUp(Rig rig, String name, String what, int rounds, Supplier<ChildJvm> program) {
        this.rig = rig;
        this.name = name;
        this.what = what;
        this.rounds = rounds;
        this.program = program;
        rows.add(new Row(Rival.ALONE, false, Rival.ALONE.words));
        rows.add(new Row(Rival.EMPTY, false, Rival.EMPTY.words));
        for (Rival agent : AGENTS) {
            rows.add(new Row(agent, false, agent.words + Rival.OFF));
            rows.add(new Row(agent, true, agent.words));
        }
    }

    private record Row(Rival rival, boolean exports, String name) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public int usualRounds() {
        return rounds;
    }

    @Override
    public void round(int number, boolean counts) throws IOException, InterruptedException {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(number));
        for (Row row : shuffled) {
            measure(row, counts);
        }
    }

    @Override
    public void print() {
        System.out.println("\n" + name + ": " + what);
        Table table =
                new Table("median (quartiles)", CPU, WALL, PEAK, "CPU added to the empty agent", "runs that exported");
        for (Row row : rows) {
            table.row(
                    row.name,
                    figures.of(row.name, CPU).text(0),
                    figures.of(row.name, WALL).text(0),
                    figures.of(row.name, PEAK).text(0),
                    figures.added(row.name, Rival.EMPTY.words, CPU).text(0),
                    row.exports
                            ? String.format(
                                    "%.0f %%",
                                    100 * figures.of(row.name, "exported").mean())
                            : "");
        }
        table.print();
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                compare("exporters off: CPU added", CPU, false, new Target(26, "1/40")),
                compare("exporting: CPU added", CPU, true, new Target(6, "1/8")),
                compare("exporting: peak RSS added", PEAK, true, Target.of(5)));
    }

    private Comparison compare(String measured, String measure, boolean exporting, Target target) {
        String suffix = exporting ? "" : Rival.OFF;
        return Comparison.added(
                name + ", " + measured,
                figures,
                measure,
                Rival.EMPTY.words,
                Rival.CONNWAKE.words + suffix,
                AGENTS.stream()
                        .filter(Rival::isOther)
                        .map(agent -> agent.words + suffix)
                        .toList(),
                target);
    }

    private void measure(Row row, boolean counts) throws IOException, InterruptedException {
        rig.clear();
        try (Intake intake = Intake.open(Health.HEALTHY);
                RunningJvm child = row.rival
                        .attach(program.get(), rig, row.exports ? intake : null)
                        .start()) {
            double peakMegabytes = StartUpRows.watch(child);
            Exit exit = child.awaitExit();
            if (exit.code() != 0) {
                throw new IllegalStateException(name + " with " + row.name + " failed:\n" + exit.err());
            }
            if (counts) {
                figures.add(row.name, CPU, StartUpRows.millis(exit.cpuTime()));
                figures.add(row.name, WALL, StartUpRows.millis(exit.wallTime()));
                figures.add(row.name, PEAK, peakMegabytes);
                figures.add(row.name, "exported", intake.bytes() > 0 ? 1 : 0);
            }
        }
    }
}
