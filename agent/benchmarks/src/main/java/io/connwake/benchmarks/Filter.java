package io.connwake.benchmarks;

import io.connwake.weaving.CandidateFilter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What does the filter cost for each class that an application loads? */
final class Filter {
    private Filter() {}

    static void run(Rig rig, int forks) throws RunnerException, IOException {
        Machine.print(
                rig,
                "filter: JMH, " + forks + " forks, no JVM flags; every class of the jar, one after the other;"
                        + " 'first pass' is one pass in a fresh JVM, interpreted at first");
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CandidateFilterBenchmark.class.getName())
                        .forks(forks)
                        .build())
                .run();
        Table table = new Table(
                "ns a class, median (quartiles)",
                "classes",
                "candidates",
                "call alone",
                "filter",
                "first pass",
                "filter / design's 1 us");
        for (String library : new String[] {"HikariCP-", "h2-", "postgresql-"}) {
            byte[][] classes = CandidateFilterBenchmark.classFiles(library);
            Samples filter = samples(results, "filter", library, 1);
            table.row(
                    String.valueOf(ClassPath.jar(library).getFileName()),
                    Integer.toString(classes.length),
                    Long.toString(Arrays.stream(classes)
                            .filter(CandidateFilter::accepts)
                            .count()),
                    samples(results, "callAlone", library, 1).text(1),
                    filter.text(0),
                    samples(results, "firstPass", library, classes.length).text(0),
                    String.format("%.2f", filter.median() / 1_000));
        }
        table.print();
    }

    private static Samples samples(Collection<RunResult> results, String method, String library, int classes) {
        return new Samples(results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method)
                        && library.equals(result.getParams().getParam("library")))
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore() / classes)
                .toArray());
    }
}
