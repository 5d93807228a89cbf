package io.connwake.otlp;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was added to each series since its differences last arrived: those of an export that failed are in the next. A
 * series to which nothing was added is left out.
 */
final class Deltas {
    private final Map<Series, Metric.Point> arrived = new HashMap<>();
    private final Map<Series, Metric.Point> underWay = new HashMap<>();

    List<Metric.Point> since(Metric metric) {
        List<Metric.Point> added = new ArrayList<>(metric.points().size());
        for (Metric.Point now : metric.points()) {
            Series series = new Series(metric.name(), now.attributes());
            Metric.Point before = arrived.get(series);
            underWay.put(series, now);
            Metric.Point difference = before != null && isContinued(before, now) ? difference(before, now) : now;
            if (isSomething(difference)) {
                added.add(difference);
            }
        }
        return added;
    }

    /** What was asked for since the last call has arrived, or is to be asked for once more. */
    void settle(boolean arrives) {
        if (arrives) {
            arrived.putAll(underWay);
        }
        underWay.clear();
    }

    /** A series that counts less than before began anew. */
    private static boolean isContinued(Metric.Point before, Metric.Point now) {
        if (now.value() < before.value() || now.seconds() < before.seconds()) {
            return false;
        }
        Metric.Distribution then = before.distribution();
        Metric.Distribution today = now.distribution();
        return (then == null && today == null) || (then != null && today != null && today.count() >= then.count());
    }

    private static Metric.Point difference(Metric.Point before, Metric.Point now) {
        return new Metric.Point(
                now.attributes(),
                before.epochNanos(),
                now.epochNanos(),
                now.value() - before.value(),
                now.seconds() - before.seconds(),
                difference(before.distribution(), now.distribution()),
                now.library());
    }

    private static Metric.@Nullable Distribution difference(
            Metric.@Nullable Distribution before, Metric.@Nullable Distribution now) {
        if (before == null || now == null) {
            return now;
        }
        List<Long> counts = new ArrayList<>(now.counts().size());
        for (int i = 0; i < now.counts().size(); i++) {
            counts.add(now.counts().get(i) - before.counts().get(i));
        }
        return new Metric.Distribution(
                now.count() - before.count(), now.sum() - before.sum(), now.min(), now.max(), now.bounds(), counts);
    }

    private static boolean isSomething(Metric.Point point) {
        Metric.Distribution distribution = point.distribution();
        return point.value() != 0 || point.seconds() != 0 || (distribution != null && distribution.count() != 0);
    }

    private record Series(String metric, Attributes attributes) {}
}
