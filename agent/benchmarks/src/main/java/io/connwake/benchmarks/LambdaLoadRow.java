package io.connwake.benchmarks;

import io.connwake.benchmarks.LambdaLoad.Load;
import io.connwake.testing.Database;
import io.connwake.testing.lambda.Event;
import io.connwake.testing.lambda.Fleet;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One way to deploy the function, and what the same load made of it in each round. */
final class LambdaLoadRow {
    private static final double NANOS_PER_MILLI = 1e6;

    private final String name;
    private final LambdaFunction function;
    private final Database database;
    private final Load load;
    private final List<Run> runs = new ArrayList<>();
    private int failed;

    LambdaLoadRow(String name, LambdaFunction function, Database database, Load load) {
        this.name = name;
        this.function = function;
        this.database = database;
        this.load = load;
    }

    /** One load from its first event to its last, times in milliseconds. */
    private record Run(
            double warm,
            double warmTail,
            double cold,
            double after,
            int environments,
            int connections,
            int busyLater) {}

    /** Nothing that was opened is closed before the end, so what is open then is the most there was. */
    void measure() {
        String event = Functions.event("select pg_sleep(" + load.holdMillis() / 1_000.0 + ")");
        try (Fleet fleet = Fleet.of(function)) {
            List<Invoked> all = fleet.arrive(load.perSecond(), load.count(), i -> Event.of(event));
            int connections = database.sessionsOpenNow();
            Samples warm = of(all.stream().filter(each -> !each.cold()).toList(), Invoked::untilResponse);
            runs.add(new Run(
                    warm.median(),
                    warm.quantile(0.95),
                    of(all.stream().filter(Invoked::cold).toList(), Invoked::latency)
                            .median(),
                    of(all, Invoked::afterResponse).median(),
                    fleet.started(),
                    connections,
                    busiest(all, all.size() / 2)));
            failed += (int) all.stream().filter(each -> !each.succeeded()).count();
        }
        database.awaitSessionsOpen(0);
    }

    String name() {
        return name;
    }

    void printTo(Table table) {
        table.row(
                name,
                warm().text(0),
                warmTail().text(0),
                cold().text(0),
                samples(Run::after).text(1),
                environments().text(0),
                connections().text(0),
                busyLater().text(0),
                failed > 0 ? failed + " failed" : "");
    }

    Samples warm() {
        return samples(Run::warm);
    }

    Samples warmTail() {
        return samples(Run::warmTail);
    }

    Samples cold() {
        return samples(Run::cold);
    }

    Samples environments() {
        return samples(Run::environments);
    }

    Samples connections() {
        return samples(Run::connections);
    }

    Samples busyLater() {
        return samples(Run::busyLater);
    }

    private Samples samples(ToDoubleFunction<Run> figure) {
        return new Samples(runs.stream().mapToDouble(figure).toArray());
    }

    private static Samples of(List<Invoked> all, Function<Invoked, Duration> figure) {
        return new Samples(all.stream()
                .mapToDouble(each -> figure.apply(each).toNanos() / NANOS_PER_MILLI)
                .toArray());
    }

    /** The most that were under way at the moment when one of those from this index on began. */
    private static int busiest(List<Invoked> all, int from) {
        return all.subList(from, all.size()).stream()
                .mapToInt(each -> underWay(all, each.began()))
                .max()
                .orElse(0);
    }

    private static int underWay(List<Invoked> all, Instant at) {
        return (int) all.stream()
                .filter(each -> !each.began().isAfter(at)
                        && each.began().plus(each.untilEnd()).isAfter(at))
                .count();
    }
}
