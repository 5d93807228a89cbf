package io.connwake.benchmarks;

import io.connwake.benchmarks.Comparison.Target;
import io.connwake.benchmarks.Intake.Health;
import io.connwake.testing.lambda.LambdaFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A cold start of a function with each agent as an option of the java command, its exporters off and exporting. */
final class RivalFunctions implements RivalWorkload {
    private static final String INIT = "INIT CPU ms";
    private static final String BOTH = "INIT and first invocation CPU ms";
    private static final String WALL = "INIT wall ms";
    private static final String FIRST = "first response ms";
    private static final List<Rival> AGENTS =
            List.of(Rival.CONNWAKE, Rival.OPEN_TELEMETRY, Rival.DATADOG, Rival.ELASTIC);

    private final Rig rig;
    private final List<Row> rows = new ArrayList<>();
    private final Figures figures = new Figures();
    private @Nullable Functions functions;

    RivalFunctions(Rig rig) {
        this.rig = rig;
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
        return "lambda";
    }

    @Override
    public int usualRounds() {
        return 2;
    }

    @Override
    public void round(int number, boolean counts) throws IOException {
        if (functions == null) {
            functions = Functions.deploy(rig);
        }
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(number));
        for (Row row : shuffled) {
            measure(row, functions.alone(), counts);
        }
    }

    @Override
    public void print() {
        System.out.println(
                "\nlambda: AWS's runtime interface client on an emulator of its APIs, HikariCP+H2 opened in INIT,"
                        + " then one invocation; -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto");
        Table table = new Table("median (quartiles)", INIT, "added to the empty agent", BOTH, WALL, FIRST);
        for (Row row : rows) {
            table.row(
                    row.name,
                    figures.of(row.name, INIT).text(0),
                    figures.added(row.name, Rival.EMPTY.words, INIT).text(0),
                    figures.of(row.name, BOTH).text(0),
                    figures.of(row.name, WALL).text(0),
                    figures.of(row.name, FIRST).text(0));
        }
        table.print();
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                compare("exporters off: CPU of INIT added", INIT, Rival.OFF, new Target(26, "1/40")),
                compare("exporting: CPU of INIT and first invocation added", BOTH, "", new Target(6, "1/8")));
    }

    private Comparison compare(String measured, String measure, String suffix, Target target) {
        return Comparison.added(
                "lambda, " + measured,
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

    private void measure(Row row, LambdaFunction function, boolean counts) throws IOException {
        try (Intake intake = Intake.open(Health.HEALTHY)) {
            LambdaStartRow start =
                    new LambdaStartRow(row.name, row.rival.attach(function, rig, row.exports ? intake : null), false);
            start.measure(rig.receiver(), true);
            if (counts) {
                figures.add(row.name, INIT, start.initCpu().median());
                figures.add(
                        row.name,
                        BOTH,
                        start.initCpu().median() + start.firstCpu().median());
                figures.add(row.name, WALL, start.initWall().median());
                figures.add(row.name, FIRST, start.firstResponse().median());
            }
        }
    }
}
