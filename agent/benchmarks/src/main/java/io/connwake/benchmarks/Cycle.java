package io.connwake.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What does the agent add to one cycle of a lease, in time and in bytes allocated by the application's thread? */
final class Cycle {
    private static final String BORROW = "BORROW";
    private static final String NANOS = "ns";

    private final Map<String, CycleRow> rows = new LinkedHashMap<>();
    private final CycleRow borrow = row("acquire+release", BORROW, 1, true);
    private final CycleRow inSpan = row("acquire+release, in a span", "BORROW_IN_SPAN", 1, true);
    private final CycleRow query = row("acquire+query+release", "QUERY", 1, true);
    private final CycleRow execute = row("execute", "EXECUTE", 1, true);
    private final CycleRow executeAtProxy = row("execute, at a proxy", "EXECUTE_AT_PROXY", 1, true);
    private final CycleRow twoThreads = row("acquire+release, 2 threads", BORROW, 2, true);
    private final CycleRow unpaced = row("acquire+release, unpaced", BORROW, 1, false);

    static void run(Rig rig, int forks, int batches, int pauseMillis) throws IOException, InterruptedException {
        Cycle cycle = new Cycle();
        CycleFork fork = new CycleFork(rig, batches, pauseMillis);
        Machine.print(rig, """
                cycle: HikariCP+H2, %d forks of each row without and with the agent, alternating; flags %s
                By a harness of its own and not JMH: JMH can't pause between batches for the drain to catch up, and its
                allocation profiler counts the drain's garbage as the application's. The connection escapes, as one
                that is used does. Execute: on one statement of a driver that does nothing. A fork: %d batches to warm up, then the median of as many; %d cycles a batch, a
                pause of %d ms times the threads before each. Unpaced: no pause, and %d times as many batches.
                The agent records to a file (exporters none), from which the drops are read.""".formatted(
                        forks,
                        String.join(" ", CycleFork.FLAGS),
                        batches,
                        CycleFork.CYCLES,
                        pauseMillis,
                        CycleFork.UNPACED_FACTOR));
        for (int round = 1; round <= forks; round++) {
            for (CycleRow row : cycle.rows.values()) {
                System.err.print("\rfork " + round + " of " + forks + ", " + row.name() + "            ");
                row.measure(fork);
            }
        }
        System.err.println();
        cycle.print();
    }

    private CycleRow row(String name, String work, int threads, boolean paced) {
        CycleRow row = new CycleRow(name, work, threads, paced);
        rows.put(name, row);
        return row;
    }

    private void print() {
        Table table = new Table(
                "median (quartiles) of the forks",
                "ns without",
                "ns with",
                "ns added",
                "bytes without",
                "bytes with",
                "dropped");
        for (CycleRow row : rows.values()) {
            table.row(
                    row.name(),
                    row.without().nanos().text(0),
                    row.with().nanos().text(0),
                    row.addedNanos().text(0),
                    row.without().bytes().text(0),
                    row.with().bytes().text(0),
                    row.drops());
        }
        table.print();
        printBars();
    }

    private void printBars() {
        Bar.print(
                new Bar("acquire+release: time added", borrow.addedNanos(), 0, NANOS, "up to 100"),
                Bar.difference(
                        "acquire+release: bytes added",
                        borrow.with().bytes(),
                        borrow.without().bytes(),
                        0,
                        "B",
                        "up to 128"),
                new Bar("acquire+query+release: time added", query.addedNanos(), 0, NANOS, "up to 250"),
                new Bar("execute: time added", execute.addedNanos(), 0, NANOS, "up to 100"),
                new Bar(
                        "execute, its text looked at for what pins a proxy: time added",
                        executeAtProxy.addedNanos(),
                        0,
                        NANOS,
                        "up to 150"),
                Bar.difference(
                        "in another tracer's span: more added than without one",
                        inSpan.addedNanos(),
                        borrow.addedNanos(),
                        0,
                        NANOS,
                        "up to 60"),
                Bar.ratio(
                        "2 threads / 1 thread: time added", twoThreads.addedNanos(), borrow.addedNanos(), "up to 1.1"),
                Bar.ratio(
                        "2 threads / 1 thread: whole cycle with the agent",
                        twoThreads.with().nanos(),
                        borrow.with().nanos(),
                        "up to 1.1"),
                Bar.ratio(
                        "2 threads / 1 thread: whole cycle without",
                        twoThreads.without().nanos(),
                        borrow.without().nanos(),
                        "(how far the pool itself scales here)"),
                new Bar("paced: events dropped", pacedDrops(), 0, "", "0"),
                new Bar("acquire+release unpaced: time added", unpaced.addedNanos(), 0, NANOS, "-"));
    }

    private Samples pacedDrops() {
        return new Samples(rows.values().stream()
                .filter(CycleRow::paced)
                .flatMapToDouble(row -> Arrays.stream(row.with().dropped().values()))
                .toArray());
    }
}
