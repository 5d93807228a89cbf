package io.connwake.benchmarks;

import io.connwake.testing.Fault;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.LambdaFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What is billed after the response of each of an environment's first invocations, with collectors good and bad. */
final class LambdaDeadCollector {
    private static final int ROUNDS = 3;
    private static final int INVOCATIONS = 10;
    private static final int SETTLED_FROM = 3;
    private static final long PAUSE_MILLIS = 250;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String EVENT = Functions.event("select 1");

    private final Functions functions;
    private final List<Row> rows = new ArrayList<>();

    private LambdaDeadCollector(Functions functions) {
        this.functions = functions;
    }

    /** A flush mode, none for no agent, beside a collector. The milliseconds are by round and by invocation. */
    private record Row(String name, String mode, Consumer<OtlpReceiver> collector, List<double[]> rounds) {
        Samples of(int invocation) {
            return new Samples(
                    rounds.stream().mapToDouble(each -> each[invocation]).toArray());
        }

        /** The mean of those after the first few. */
        Samples settled() {
            return new Samples(rounds.stream()
                    .mapToDouble(each -> Arrays.stream(each, SETTLED_FROM, INVOCATIONS)
                            .average()
                            .orElse(Double.NaN))
                    .toArray());
        }
    }

    static void run(Functions functions) throws InterruptedException {
        LambdaDeadCollector benchmark = new LambdaDeadCollector(functions);
        Row alone = benchmark.row("no agent", "", receiver -> {});
        benchmark.row("auto, answers at once", "auto", receiver -> {});
        benchmark.row(
                "auto, answers after 300 ms", "auto", receiver -> receiver.fail(Fault.slow(LambdaLoad.COLLECTOR)));
        List<Row> dead = List.of(
                benchmark.row("auto, nobody listens", "auto", OtlpReceiver::refuse),
                benchmark.row("auto, never answers", "auto", receiver -> receiver.fail(Fault.hang())),
                benchmark.row("always, nobody listens", "always", OtlpReceiver::refuse),
                benchmark.row("always, never answers", "always", receiver -> receiver.fail(Fault.hang())));
        System.out.println("\nbilled after the response of an environment's first " + INVOCATIONS + " invocations, "
                + PAUSE_MILLIS + " ms apart, HikariCP+H2; " + ROUNDS + " rounds");
        benchmark.measure();
        benchmark.print(alone, dead);
    }

    private Row row(String name, String mode, Consumer<OtlpReceiver> collector) {
        Row row = new Row(name, mode, collector, new ArrayList<>());
        rows.add(row);
        return row;
    }

    private void measure() throws InterruptedException {
        for (int round = 1; round <= ROUNDS; round++) {
            for (Row row : rows) {
                System.err.print("\rround " + round + " of " + ROUNDS + ", " + row.name + "          ");
                measure(row);
            }
        }
        System.err.println();
    }

    private void measure(Row row) throws InterruptedException {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            row.collector.accept(receiver);
            LambdaFunction function = row.mode.isEmpty()
                    ? functions.alone()
                    : functions.exporting(receiver).environment("CONNWAKE_LAMBDA_FLUSH", row.mode);
            double[] billed = new double[INVOCATIONS];
            try (Environment environment = Environment.start(function)) {
                for (int i = 0; i < INVOCATIONS; i++) {
                    if (i > 0) {
                        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                    }
                    billed[i] = environment.invoke(EVENT).afterResponse().toNanos() / NANOS_PER_MILLI;
                }
            }
            row.rounds.add(billed);
        }
    }

    private void print(Row alone, List<Row> dead) {
        String[] heads = new String[INVOCATIONS + 1];
        Arrays.setAll(heads, i -> i == 0 ? "ms, medians" : Integer.toString(i));
        Table table = new Table(heads);
        for (Row row : rows) {
            String[] cells = new String[INVOCATIONS + 1];
            Arrays.setAll(
                    cells,
                    i -> i == 0 ? row.name : String.format("%.1f", row.of(i - 1).median()));
            table.row(cells);
        }
        table.print();
        Bar.print(dead.stream()
                .map(row -> Bar.difference(
                        "from the " + (SETTLED_FROM + 1) + "th on, mean, " + row.name + " - no agent",
                        row.settled(),
                        alone.settled(),
                        1,
                        "ms",
                        "near 0 ms"))
                .toArray(Bar[]::new));
    }
}
