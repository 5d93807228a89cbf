package io.connwake.benchmarks;

import io.connwake.benchmarks.LambdaLoad.Load;
import io.connwake.testing.Database;
import io.connwake.testing.lambda.Event;
import io.connwake.testing.lambda.Fleet;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One way to deploy the function, and what the same load made of it in each round. */
final class LambdaLoadRow {
    private static final double NANOS_PER_MILLI = 1e6;

    private final String name;
    private final LambdaFunction function;
    private final Database database;
    private final Load load;
    private final boolean isTraced;
    private final List<Run> runs = new ArrayList<>();
    private int failed;

    LambdaLoadRow(String name, LambdaFunction function, Database database, Load load, boolean isTraced) {
        this.name = name;
        this.function = function;
        this.database = database;
        this.load = load;
        this.isTraced = isTraced;
    }

    /**
     * One load from its first event to its last, times in milliseconds.
     *
     * @param busy of an environment, for each event, INIT included: times the rate it is how many are needed
     * @param busyLater the same for the second half, when most environments were there
     */
    private record Run(
            double warm,
            double warmTail,
            double first,
            double busy,
            double busyLater,
            int environments,
            int connections,
            int unattended) {}

    /**
     * Nothing that was opened is closed before the end, so what is open then is the most there was; an environment that no
     * event reached has the one connection that INIT made.
     */
    void measure() {
        String event = Functions.event("select pg_sleep(" + load.holdMillis() / 1_000.0 + ")");
        try (Fleet fleet = Fleet.of(function)) {
            fleet.provision(load.warm()).atOnce(load.warm(), Event.of(Functions.event("select 1")));
            List<Invoked> all = fleet.arrive(load.perSecond(), load.count(), i -> Event.of(event));
            Collection<Invoked> first = firstOfEach(all);
            int connections = database.sessionsOpenNow() - (fleet.started() - first.size());
            Samples warm = of(all.stream().filter(each -> !first.contains(each)).toList(), Invoked::untilResponse);
            runs.add(new Run(
                    warm.median(),
                    warm.quantile(0.95),
                    of(first, Invoked::latency).median(),
                    of(all, LambdaLoadRow::busy).mean(),
                    of(all.subList(all.size() / 2, all.size()), LambdaLoadRow::busy)
                            .mean(),
                    first.size(),
                    connections,
                    unattended(fleet)));
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
                first().text(0),
                busy().text(0),
                busyLater().text(0),
                environments().text(0),
                connections().text(0),
                remark());
    }

    Samples warm() {
        return samples(Run::warm);
    }

    Samples warmTail() {
        return samples(Run::warmTail);
    }

    Samples first() {
        return samples(Run::first);
    }

    Samples environments() {
        return samples(Run::environments);
    }

    Samples connections() {
        return samples(Run::connections);
    }

    Samples busy() {
        return samples(Run::busy);
    }

    Samples busyLater() {
        return samples(Run::busyLater);
    }

    /** What makes the row's figures doubtful. */
    private String remark() {
        int unattended = runs.stream().mapToInt(Run::unattended).sum();
        return (failed > 0 ? failed + " events failed " : "")
                + (unattended > 0 && isTraced ? unattended + " environments did not register" : "");
    }

    private static Duration busy(Invoked invoked) {
        return invoked.untilEnd().plus(invoked.init());
    }

    /** Those whose extension was not registered in time. */
    private static int unattended(Fleet fleet) {
        return (int) fleet.environments().stream()
                .filter(each -> !LambdaStartRow.isRegistered(each))
                .count();
    }

    private Samples samples(ToDoubleFunction<Run> figure) {
        return new Samples(runs.stream().mapToDouble(figure).toArray());
    }

    private static Collection<Invoked> firstOfEach(List<Invoked> all) {
        Map<Integer, Invoked> first = new HashMap<>();
        for (Invoked each : all) {
            first.merge(each.environment(), each, LambdaLoadRow::earlier);
        }
        return first.values();
    }

    private static Invoked earlier(Invoked one, Invoked other) {
        return one.number() < other.number() ? one : other;
    }

    private static Samples of(Collection<Invoked> all, Function<Invoked, Duration> figure) {
        return new Samples(all.stream()
                .mapToDouble(each -> figure.apply(each).toNanos() / NANOS_PER_MILLI)
                .toArray());
    }
}
