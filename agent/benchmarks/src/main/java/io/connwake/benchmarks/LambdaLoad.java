package io.connwake.benchmarks;

import io.connwake.testing.Database;
import io.connwake.testing.Fault;
import io.connwake.testing.Postgres;
import io.connwake.testing.lambda.LambdaFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Does the agent, whose flushes keep an environment busy, buy environments and connections, where events come at their own
 * rate and the collector is slow? And what is billed where there is none?
 */
final class LambdaLoad {
    static final Duration COLLECTOR = Duration.ofMillis(300);
    private static final String MODE = "CONNWAKE_LAMBDA_FLUSH";

    private final List<LambdaLoadRow> rows;
    private final LambdaLoadRow alone;
    private final LambdaLoadRow auto;
    private final LambdaLoadRow always;

    /**
     * How events come: so many a second, so many in all, each holding a connection for so long.
     *
     * @param warm how many environments there are before, each with an invocation behind it
     */
    record Load(int perSecond, int count, int holdMillis, int warm) {
        @Override
        public String toString() {
            return count + " events, " + perSecond + " a second, each holds a connection for " + holdMillis + " ms, on "
                    + (warm == 0 ? "no environment at first" : warm + " environments that were called once");
        }
    }

    private LambdaLoad(Rig rig, Functions functions, Database database, Load load) {
        alone = new LambdaLoadRow("no agent", on(database, functions.alone()), database, load, false);
        auto = new LambdaLoadRow(
                "Connwake, auto", on(database, functions.exporting(rig.receiver())), database, load, true);
        always = new LambdaLoadRow(
                "Connwake, always",
                on(database, functions.exporting(rig.receiver())).environment(MODE, "always"),
                database,
                load,
                true);
        rows = List.of(alone, auto, always);
    }

    static void run(Rig rig, int rounds, Load load) throws IOException, InterruptedException {
        Machine.print(
                rig,
                "lambda-load: AWS's runtime interface client on an emulator of its APIs, HikariCP on PostgreSQL; "
                        + load + "; the collector answers after "
                        + COLLECTOR.toMillis() + " ms; " + rounds + " rounds in shuffled order");
        Functions functions = Functions.deploy(rig);
        try (Postgres postgres = Postgres.start(Map.of("max_connections", "500"))) {
            LambdaLoad benchmark = new LambdaLoad(rig, functions, postgres.createDatabase("load"), load);
            rig.receiver().fail(Fault.slow(COLLECTOR));
            benchmark.measure(rounds);
            rig.receiver().heal();
            benchmark.print();
        }
        LambdaDeadCollector.run(functions);
    }

    private void measure(int rounds) {
        Random order = new Random(1);
        List<LambdaLoadRow> shuffled = new ArrayList<>(rows);
        for (int round = 1; round <= rounds; round++) {
            Collections.shuffle(shuffled, order);
            for (LambdaLoadRow row : shuffled) {
                System.err.print("\rround " + round + " of " + rounds + ", " + row.name() + "          ");
                row.measure();
            }
        }
        System.err.println();
    }

    private void print() {
        Table table = new Table(
                "ms, median (quartiles) of rounds",
                "warm response",
                "its p95",
                "first response",
                "busy per event",
                "later",
                "environments",
                "peak connections",
                "");
        rows.forEach(row -> row.printTo(table));
        table.print();
        System.out.println(
                "\n'first' is an environment's first in the load, with INIT where that ran; 'later' is the second half;\nenvironments that no event reached, and their connections, do not count");
        print(auto, "1.00 within noise", "up to 1.1");
        print(always, "-", "-");
    }

    private void print(LambdaLoadRow row, String latency, String environments) {
        String against = ", " + row.name() + " / no agent";
        Bar.print(
                Bar.ratio("warm response, median" + against, row.warm(), alone.warm(), latency),
                Bar.ratio("warm response, p95" + against, row.warmTail(), alone.warmTail(), latency),
                Bar.ratio("first response, median" + against, row.first(), alone.first(), "-"),
                Bar.ratio("environments needed" + against, row.environments(), alone.environments(), environments),
                Bar.ratio("peak connections" + against, row.connections(), alone.connections(), environments),
                Bar.ratio("environment's time per event" + against, row.busy(), alone.busy(), "-"),
                Bar.ratio("the same, later" + against, row.busyLater(), alone.busyLater(), environments));
    }

    private static LambdaFunction on(Database database, LambdaFunction function) {
        return function.environment("DB_URL", database.jdbcUrl())
                .environment("DB_USER", database.user())
                .environment("DB_PASSWORD", database.password());
    }
}
