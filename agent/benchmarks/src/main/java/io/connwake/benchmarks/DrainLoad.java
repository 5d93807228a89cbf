package io.connwake.benchmarks;

import io.connwake.benchmarks.program.Offered;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What does an event cost the agent's own thread, from a hundred leases a second to a million? */
final class DrainLoad {
    private static final int BURSTS = 60;
    private static final List<String> RATES = List.of("100", "1000", "10000", "100000", "1000000");
    private static final String IN_BURSTS = "in bursts, drained by hand";
    private static final String NANOS = "ns";
    private static final double MEGABYTE = 1e6;

    private final Figures figures = new Figures();
    private final List<String> rows = new ArrayList<>();

    private DrainLoad() {
        rows.add(IN_BURSTS);
        RATES.forEach(rate -> rows.add(row(Double.parseDouble(rate))));
    }

    static void run(Rig rig, int runs, int seconds) throws IOException {
        Machine.print(
                rig,
                "drain: the agent's recorder, lanes, drain and ledger in a JVM of their own, " + runs
                        + " runs of all rows;"
                        + " a lease is two events; " + seconds + " s at each rate after as many to warm up, "
                        + BURSTS + " bursts of 30,000 leases; -Xms256m -Xmx256m");
        DrainLoad load = new DrainLoad();
        for (int run = 1; run <= runs; run++) {
            System.err.print("\rrun " + run + " of " + runs);
            load.measure(seconds);
        }
        System.err.println();
        load.print();
    }

    private void measure(int seconds) {
        Exit exit = ChildJvm.ofMain(Offered.class)
                .option("-Xms256m")
                .option("-Xmx256m")
                .arguments(Integer.toString(seconds), Integer.toString(BURSTS))
                .arguments(RATES.toArray(String[]::new))
                .run();
        if (exit.code() != 0) {
            throw new IllegalStateException("offering failed:\n" + exit.err());
        }
        exit.out().lines().filter(line -> line.startsWith("rate=")).forEach(line -> note(new Line(line), seconds));
    }

    private void note(Line told, int seconds) {
        String row = told.number("rate") == 0 ? IN_BURSTS : row(told.number("rate"));
        double nanos = told.number("cpu") / told.number("events");
        figures.add(row, NANOS, nanos);
        figures.add(row, "a second", 1e3 / nanos);
        figures.add(row, "heap", told.number("heap") / MEGABYTE);
        if (!row.equals(IN_BURSTS)) {
            figures.add(row, "cpu", told.number("cpu") / 1e6 / seconds);
        }
        figures.add(row, "events", told.number("events"));
        figures.add(row, "dropped", told.number("dropped"));
        figures.add(row, "errors", told.number("errors"));
    }

    private void print() {
        Table table = new Table(
                "leases offered",
                "events applied",
                "dropped",
                "CPU ns an event",
                "million events a second and core",
                "CPU ms a second",
                "live heap MB");
        for (String row : rows) {
            table.row(
                    row,
                    figures.of(row, "events").text(0),
                    figures.of(row, "dropped").text(0),
                    figures.of(row, NANOS).text(0),
                    figures.of(row, "a second").text(2),
                    figures.of(row, "cpu").text(1),
                    figures.of(row, "heap").text(1));
        }
        table.print();
        String most = rows.get(rows.size() - 1);
        String middle = row(1e4);
        Bar.print(
                new Bar(
                        "in bursts: million events a second and core",
                        figures.of(IN_BURSTS, "a second"),
                        2,
                        "M",
                        "from 2 on"),
                Bar.ratio(
                        "CPU an event, 10⁶ / 10⁴ a second",
                        figures.of(most, NANOS),
                        figures.of(middle, NANOS),
                        "up to 1 (flat)"),
                Bar.ratio(
                        "live heap, 10⁶ / 10⁴ a second",
                        figures.of(most, "heap"),
                        figures.of(middle, "heap"),
                        "1 (constant)"),
                new Bar("failures of ours", figures.of(most, "errors"), 0, "", "0"));
    }

    private static String row(double perSecond) {
        return String.format("%,.0f a second", perSecond);
    }
}
