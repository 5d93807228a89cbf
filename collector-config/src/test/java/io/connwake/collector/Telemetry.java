package io.connwake.collector;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.metrics.AgentCounts;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.metrics.FunctionMeters;
import io.connwake.pipeline.metrics.Gauges;
import io.connwake.pipeline.metrics.Levels;
import io.connwake.pipeline.metrics.Meters;
import io.connwake.pipeline.metrics.Report;
import io.connwake.pipeline.metrics.Timing;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Names;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the agent's own code emits: each metric once with all it can carry, and the names of all attributes. */
final class Telemetry {
    /** Of the resource, which is not the pipeline's. */
    private static final Set<String> RESOURCE = Set.of(
            "service.name",
            "service.namespace",
            "service.instance.id",
            "cloud.region",
            "faas.name",
            "faas.instance",
            "telemetry.distro.name",
            "telemetry.distro.version");
    /** Labels whose values the agent's code fixes; of the others a query may name any. */
    private static final Set<String> ENUMERATED = Set.of(
            Names.CONNECTION_STATE,
            Names.IDLE_OUTCOME,
            Names.VALIDATION_RESULT,
            Names.STALE_SEEN_BY,
            Names.PIN_USE,
            Names.REFUSED_REASON);

    private Telemetry() {}

    static Set<String> attributes() {
        Set<String> names = new TreeSet<>(RESOURCE);
        for (Field field : Names.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                names.add(value(field));
            }
        }
        return names;
    }

    /** As the collector's Prometheus exporter names them, with suffixes of unit and type. */
    static Series series() {
        Series series = new Series();
        for (Metric metric : metrics()) {
            for (Metric.Point point : metric.points()) {
                Map<String, Set<String>> labels = labels(point.attributes());
                names(metric).forEach(name -> series.with(name, labels));
                if (metric.kind() == Metric.Kind.HISTOGRAM) {
                    series.with(names(metric).get(0), Map.of("le", Set.of()));
                }
            }
        }
        return series;
    }

    static List<Metric> metrics() {
        Attributes pool = Attributes.builder()
                .put(Names.POOL_NAME, "main")
                .put(Names.DB_SYSTEM, "postgresql")
                .put(Names.DB_NAMESPACE, "orders")
                .put(Names.SERVER_ADDRESS, "db")
                .put(Names.SERVER_PORT, 5432)
                .build();
        return new Report(1, 2)
                .of(
                        List.of(new io.connwake.pipeline.metrics.Series(
                                pool, meters(), new Gauges(1, 1, 1, 1, 1, 1, 1, 1), "")),
                        levels(),
                        function(),
                        new AgentCounts(1, counts("lease"), counts("budget"), 1, counts("pool"), 1, counts("leak")));
    }

    private static Meters meters() {
        Meters meters = new Meters();
        Stream.of(Timing.values()).forEach(timing -> meters.time(timing, 1));
        meters.opened("init");
        meters.closed("idle");
        Stream.of(FailureKind.values()).forEach(kind -> meters.refused(kind.refusal()));
        meters.stale("reset", true);
        meters.stale("reset", false);
        meters.pinned("set", 1);
        meters.pinnedFor(1, 1);
        meters.demand().more(0);
        meters.demand().countTo(1_000_000_000);
        return meters;
    }

    private static Levels levels() {
        Levels levels = new Levels();
        levels.add(1);
        return levels;
    }

    private static FunctionMeters function() {
        FunctionMeters function = new FunctionMeters();
        function.started(1);
        function.paused(1);
        function.called("http", true, 1, FunctionMeters.Result.SUCCESS);
        return function;
    }

    private static Counts counts(String label) {
        Counts counts = new Counts();
        counts.add(label, 1);
        return counts;
    }

    /** A histogram has three: its buckets, sum and count. */
    static List<String> names(Metric metric) {
        String name = underscored(metric.name()) + (metric.unit().equals("s") ? "_seconds" : "");
        return switch (metric.kind()) {
            case COUNTER, COUNTER_SECONDS -> List.of(name + "_total");
            case UP_DOWN_COUNTER -> List.of(name);
            case HISTOGRAM -> List.of(name + "_bucket", name + "_sum", name + "_count");
        };
    }

    private static Map<String, Set<String>> labels(Attributes attributes) {
        Map<String, Set<String>> labels = new TreeMap<>();
        attributes.forEach((key, value) ->
                labels.put(underscored(key), ENUMERATED.contains(key) ? Set.of(value.toString()) : Set.of()));
        return labels;
    }

    static String underscored(String name) {
        return name.replace('.', '_');
    }

    private static String value(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
