package io.connwake.dist;

import io.connwake.pipeline.model.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that are exported where those of pools by the conventions' names ({@code db.client.connection.*}) are not
 * all wanted: none of them, or none that another agent of this process exports of the same pools.
 */
final class PoolMetrics implements UnaryOperator<List<Metric>> {
    private static final String BY_CONVENTION = "db.client.connection.";

    private static final String WAITED = "wait_time";

    /** Of this process: made when a class of the other agent's is loaded, so that without that agent nothing is. */
    private static volatile @Nullable OtherMetrics others;

    private final boolean none;

    private PoolMetrics(boolean none) {
        this.none = none;
    }

    /**
     * What the setting asks for.
     *
     * @param setting {@code auto}, {@code on} or {@code off}
     * @return null if all are wanted
     */
    static @Nullable PoolMetrics of(String setting) {
        return setting.equals("on") ? null : new PoolMetrics(setting.equals("off"));
    }

    /** A class of the OpenTelemetry agent about some library is loaded, by its path in the agent's package for those. */
    static void saw(String path) {
        OtherMetrics known = others;
        OtherMetrics told = known == null ? seen() : known;
        if (OtherMetrics.isOfPool(path)) {
            told.saw(path);
        }
    }

    private static synchronized OtherMetrics seen() {
        OtherMetrics made = others;
        if (made == null) {
            made = new OtherMetrics(new OtherMetrics.AgentNames());
            others = made;
        }
        return made;
    }

    @Override
    public List<Metric> apply(List<Metric> all) {
        OtherMetrics told = others;
        if (none) {
            return without(all, null);
        }
        return told == null ? all : beside(told, all);
    }

    /** The other agent is asked for its names no sooner than it could matter: it may be starting yet. */
    static List<Metric> beside(OtherMetrics others, List<Metric> all) {
        boolean isAbout = false;
        for (Metric metric : all) {
            if (metric.name().startsWith(BY_CONVENTION)) {
                boolean isWait = metric.name().endsWith(WAITED);
                for (Metric.Point point : metric.points()) {
                    isAbout |= others.measures(point.library());
                    if (isWait) {
                        others.asked(point.library());
                    }
                }
            }
        }
        return isAbout && others.hasOurNames() ? without(all, others) : all;
    }

    /** Leaves out what the others tell; null for all that has the conventions' names. */
    private static List<Metric> without(List<Metric> all, @Nullable OtherMetrics others) {
        List<Metric> wanted = new ArrayList<>(all.size());
        for (Metric metric : all) {
            Metric left = metric.name().startsWith(BY_CONVENTION) ? left(metric, others) : metric;
            if (!left.points().isEmpty()) {
                wanted.add(left);
            }
        }
        return wanted;
    }

    private static Metric left(Metric metric, @Nullable OtherMetrics others) {
        String name = metric.name().substring(BY_CONVENTION.length());
        List<Metric.Point> points = new ArrayList<>(metric.points().size());
        for (Metric.Point point : metric.points()) {
            if (others != null && !others.mayTell(name, point.library())) {
                points.add(point);
            }
        }
        return new Metric(metric.name(), metric.unit(), metric.kind(), points);
    }
}
