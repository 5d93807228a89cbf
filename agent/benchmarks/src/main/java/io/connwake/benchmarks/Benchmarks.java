package io.connwake.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;

/** The command line: which benchmark, and how often. */
public final class Benchmarks {
    private static final String USAGE = """
            usage: agent/benchmarks/run start-up     [--runs N]
                   agent/benchmarks/run memory       [--runs N] [--seconds N]
                   agent/benchmarks/run cycle        [--forks N] [--batches N] [--pause MS]
                   agent/benchmarks/run filter       [--forks N]
                   agent/benchmarks/run lambda-start [--runs N] [--half-core]
                   agent/benchmarks/run lambda-load  [--runs N] [--rate PER_SECOND] [--count N] [--hold MS]
                                                     [--warm N] [--from-nothing]
                   agent/benchmarks/run drain        [--runs N] [--seconds N]
                   agent/benchmarks/run rivals       [--runs N] [--only %s]
            each also: [--agent JAR]""".formatted(String.join("|", Rivals.WORKLOADS));

    private Benchmarks() {}

    public static void main(String[] args) throws IOException, RunnerException, InterruptedException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        try (Rig rig = Rig.set()) {
            switch (options.benchmark()) {
                case "start-up" -> StartUp.run(rig, options.number("runs", 30));
                case "memory" -> Memory.run(rig, options.number("runs", 3), options.number("seconds", 20));
                case "cycle" ->
                    Cycle.run(
                            rig,
                            options.number("forks", 5),
                            options.number("batches", 60),
                            options.number("pause", 80));
                case "lambda-start" -> {
                    boolean halfCore = options.has("half-core");
                    LambdaStart.run(rig, options.number("runs", halfCore ? 6 : 15), halfCore);
                }
                case "lambda-load" ->
                    LambdaLoad.run(
                            rig,
                            options.number("runs", 3),
                            new LambdaLoad.Load(
                                    options.number("rate", 3),
                                    options.number("count", 36),
                                    options.number("hold", 500),
                                    options.has("from-nothing") ? 0 : options.number("warm", 8)));
                case "drain" -> DrainLoad.run(rig, options.number("runs", 3), options.number("seconds", 4));
                case "rivals" -> Rivals.run(rig, options.number("runs", 0), options.word("only"));
                default -> Filter.run(rig, options.number("forks", 5));
            }
        }
    }
}
