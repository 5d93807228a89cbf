package io.connwake.benchmarks;

import io.connwake.benchmarks.Comparison.Target;
import io.connwake.benchmarks.Intake.Health;
import io.connwake.benchmarks.program.CyclesInTurn;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Postgres;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** What each agent and each wrapper adds to a lease, while it exports to a collector that is well. */
final class RivalCycles implements RivalWorkload {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String AGAIN = "no agent, once more";
    private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx256m");
    private static final int CYCLES = 5_000;
    private static final int WARM_UP = 80;
    private static final int BATCHES = 40;
    private static final int PAUSE_MILLIS = 20;
    private static final int SECONDS = 2;

    private final Rig rig;
    private final Figures figures = new Figures();
    private final List<Row> rows = new ArrayList<>();

    RivalCycles(Rig rig) {
        this.rig = rig;
        for (Rival rival : Rival.values()) {
            if (rival != Rival.EMPTY) {
                rows.add(new Row(rival, rival.words));
            }
        }
        rows.add(1, new Row(Rival.ALONE, AGAIN));
    }

    private record Row(Rival rival, String name) {}

    @Override
    public String name() {
        return "cycle";
    }

    @Override
    public int usualRounds() {
        return 2;
    }

    @Override
    public void round(int number, boolean counts) throws IOException {
        if (!counts) {
            return;
        }
        Database database = Postgres.shared().createDatabase("cycles");
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(number));
        for (Row row : shuffled) {
            measure(row, database);
        }
    }

    @Override
    public void print() {
        System.out.printf(
                "%ncycle: leases of HikariCP while the agent exports, a unit of work for a hundred of them; flags %s. H2: %d"
                        + " batches of %,d after %d to warm up, a pause of %d ms before each. PostgreSQL: as fast as they"
                        + " go, %d s after as many%n",
                String.join(" ", FLAGS), BATCHES, CYCLES, WARM_UP, PAUSE_MILLIS, SECONDS);
        Table leases = new Table(
                "ns added, median (quartiles)",
                "acquire+release",
                "2 threads",
                "acquire+H2 query+release",
                "bytes added to a lease",
                "to one with a query");
        Table throughput = new Table(
                "acquire+PostgreSQL query+release",
                "a second",
                "2 threads",
                "p50 µs",
                "p99 µs",
                "p99 µs, 2 threads",
                "p99 µs added");
        for (Row row : rows) {
            leases.row(
                    row.name,
                    added(row, "borrow-1 ns"),
                    added(row, "borrow-2 ns"),
                    added(row, "query-1 ns"),
                    added(row, "borrow-1 B"),
                    added(row, "query-1 B"));
            throughput.row(
                    row.name,
                    of(row, "postgres-1 /s", 0),
                    of(row, "postgres-2 /s", 0),
                    of(row, "postgres-1 p50 µs", 1),
                    of(row, "postgres-1 p99 µs", 1),
                    of(row, "postgres-2 p99 µs", 1),
                    figures.added(row.name, Rival.ALONE.words, "postgres-1 p99 µs")
                            .text(1));
        }
        leases.print();
        System.out.println("bare: acquire+release " + bare("borrow-1 ns") + " ns, 2 threads " + bare("borrow-2 ns")
                + "; with a query of H2 " + bare("query-1 ns"));
        throughput.print();
        sayWhetherWithinSpread(1);
        sayWhetherWithinSpread(2);
    }

    @Override
    public List<Comparison> comparisons() {
        Predicate<Rival> spans = rival -> rival == Rival.OPEN_TELEMETRY_LEASES;
        List<Comparison> all = new ArrayList<>();
        for (String work : List.of("borrow-1", "borrow-2", "query-1")) {
            String what = words(work) + ": time added";
            all.add(compare(what, work + " ns", spans, Target.of(7)));
            all.add(compare(what, work + " ns", Rival::recordsLease, Target.of(1)));
        }
        for (String work : List.of("borrow-1", "query-1")) {
            all.add(compare(words(work) + ": bytes added", work + " B", spans, Target.of(10)));
        }
        all.add(compare("acquire+PostgreSQL query+release: median added", "postgres-1 p50 µs", spans, Target.of(7)));
        return all;
    }

    private Comparison compare(String what, String measure, Predicate<Rival> whom, Target target) {
        return Comparison.added(
                what,
                figures,
                measure,
                Rival.ALONE.words,
                Rival.CONNWAKE.words,
                Arrays.stream(Rival.values())
                        .filter(whom)
                        .map(rival -> rival.words)
                        .toList(),
                target);
    }

    private static String words(String work) {
        return switch (work) {
            case "borrow-1" -> "acquire+release";
            case "borrow-2" -> "acquire+release, 2 threads";
            default -> "acquire+H2 query+release";
        };
    }

    /** Beside the runs without an agent, of which there are twice as many. */
    private void sayWhetherWithinSpread(int threads) {
        String measure = "postgres-" + threads + " /s";
        double[] without = Arrays.stream(
                        new Samples[] {figures.of(Rival.ALONE.words, measure), figures.of(AGAIN, measure)})
                .flatMapToDouble(each -> Arrays.stream(each.values()))
                .toArray();
        Samples bare = new Samples(without);
        double ours = figures.of(Rival.CONNWAKE.words, measure).median();
        System.out.printf(
                "PostgreSQL throughput, %d thread(s): without an agent %.0f to %.0f a second in %d runs; with Connwake"
                        + " %.0f: %s%n",
                threads,
                bare.quantile(0),
                bare.quantile(1),
                without.length,
                ours,
                ours >= bare.quantile(0) ? "within or above that" : "BELOW that");
    }

    private void measure(Row row, Database database) throws IOException {
        rig.clear();
        try (Intake intake = Intake.open(Health.HEALTHY);
                RunningJvm child = child(row, intake, database).start()) {
            Exit exit = child.awaitExit(PATIENCE);
            if (exit.code() != 0) {
                throw new IllegalStateException("cycles with " + row.name + " failed:\n" + exit.err());
            }
            exit.out().lines().filter(line -> line.startsWith("phase=")).forEach(line -> note(row, line));
        }
    }

    private ChildJvm child(Row row, Intake intake, Database database) {
        ChildJvm child = ChildJvm.ofMain(CyclesInTurn.class)
                .classPath(RivalFiles.wrapped(ClassPath.applicationWithPostgres()))
                .arguments(row.rival.wrapper(), text(CYCLES), text(PAUSE_MILLIS), text(WARM_UP))
                .arguments(text(BATCHES), text(SECONDS))
                .arguments(database.jdbcUrl(), database.user(), database.password());
        FLAGS.forEach(child::option);
        return row.rival.attach(child, rig, intake);
    }

    private void note(Row row, String line) {
        Line told = new Line(line);
        String phase = told.word("phase");
        if (phase.startsWith("postgres")) {
            figures.add(row.name, phase + " /s", told.number("rate"));
            figures.add(row.name, phase + " p50 µs", told.number("p50") / 1e3);
            figures.add(row.name, phase + " p99 µs", told.number("p99") / 1e3);
            return;
        }
        double[] batches = Arrays.stream(told.word("nanos").split(",", -1))
                .filter(each -> !each.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
        figures.add(row.name, phase + " ns", new Samples(batches).median() / CYCLES);
        figures.add(row.name, phase + " B", told.number("bytes") / batches.length / CYCLES);
    }

    private String added(Row row, String measure) {
        return figures.added(row.name, Rival.ALONE.words, measure).text(0);
    }

    private String of(Row row, String measure, int decimals) {
        return figures.of(row.name, measure).text(decimals);
    }

    private String bare(String measure) {
        return figures.of(Rival.ALONE.words, measure).text(0);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
