package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One series of a metric, in whatever order its points come: a counter is the sum of what was counted since each of its
 * starts, a level what it was last.
 */
public final class Series {
    private static final int MOST_POINTS = 4_096;
    private static final int MOST_COUNTS = 64;

    public final Attributes attributes;
    private final List<Count> counts = new ArrayList<>(1);
    private final List<Point> points = new ArrayList<>();
    private final Count before = new Count(0);
    private final Count deltas = new Count(0);

    Series(Attributes attributes) {
        this.attributes = attributes;
    }

    /** A metric's name and the attributes of one of its series, whose order means nothing. */
    public record Key(String name, Attributes attributes) {
        public Key {
            attributes = sorted(attributes);
        }
    }

    /** What a level was at an instant. */
    public record Point(long atNanos, double value) {}

    /** The last that was told of what counts since one start. */
    private static final class Count {
        final long startNanos;
        long lastNanos = Long.MIN_VALUE;
        double value;

        @Nullable
        Tally tally;

        Count(long startNanos) {
            this.startNanos = startNanos;
        }

        void is(double now, @Nullable Tally nowTally, long atNanos) {
            value = now;
            tally = nowTally;
            lastNanos = atNanos;
        }

        boolean isMoreThan(double now, @Nullable Tally nowTally) {
            return now < value || (nowTally != null && tally != null && nowTally.count() < tally.count());
        }

        void add(double more, @Nullable Tally moreTally) {
            value += more;
            tally = Tally.sum(tally, moreTally);
        }
    }

    static Attributes sorted(Attributes told) {
        List<Map.Entry<String, Object>> entries = told.entries();
        entries.sort(Map.Entry.comparingByKey());
        return Attributes.of(entries);
    }

    void delta(Metric.Point point) {
        deltas.add(value(point), tally(point));
    }

    /** One that does not say since when it counts began anew where it is less than it was. */
    void cumulative(Metric.Point point, Metric.Kind kind) {
        boolean isLevel = kind == Metric.Kind.UP_DOWN_COUNTER;
        double now = value(point);
        Tally tally = tally(point);
        if (isLevel) {
            keep(new Point(point.epochNanos(), now));
        }
        Count count = since(isLevel ? 0 : point.startEpochNanos());
        if (point.epochNanos() < count.lastNanos) {
            return;
        }
        if (!isLevel && count.startNanos == 0 && count.isMoreThan(now, tally)) {
            before.add(count.value, count.tally);
        }
        count.is(now, tally, point.epochNanos());
    }

    private static double value(Metric.Point point) {
        return point.value() + point.seconds();
    }

    private static @Nullable Tally tally(Metric.Point point) {
        return point.distribution() == null ? null : Tally.of(point.distribution());
    }

    /** When there are too many, the one that was told longest ago is closed. */
    private Count since(long startNanos) {
        for (Count each : counts) {
            if (each.startNanos == startNanos) {
                return each;
            }
        }
        if (counts.size() == MOST_COUNTS) {
            counts.sort(Comparator.comparingLong(each -> each.lastNanos));
            Count oldest = counts.remove(0);
            before.add(oldest.value, oldest.tally);
        }
        Count count = new Count(startNanos);
        counts.add(count);
        return count;
    }

    /** When there are too many, of each two the larger one stays. */
    private void keep(Point point) {
        if (points.size() == MOST_POINTS) {
            List<Point> all = List.copyOf(points());
            points.clear();
            for (int i = 0; i + 1 < all.size(); i += 2) {
                Point one = all.get(i);
                double larger = Math.max(one.value(), all.get(i + 1).value());
                points.add(new Point(one.atNanos(), larger));
            }
        }
        points.add(point);
    }

    /** What came both as a sum and by its differences is the sum. */
    public double value() {
        double sum = before.value;
        for (Count each : counts) {
            sum += each.value;
        }
        return counts.isEmpty() ? deltas.value : sum;
    }

    /** Null if it is no histogram. */
    public @Nullable Tally tally() {
        Tally sum = before.tally;
        for (Count each : counts) {
            sum = Tally.sum(sum, each.tally);
        }
        return counts.isEmpty() ? deltas.tally : sum;
    }

    /** Of a level, in the order of time. */
    public List<Point> points() {
        points.sort(Comparator.comparingLong(Point::atNanos));
        return points;
    }
}
