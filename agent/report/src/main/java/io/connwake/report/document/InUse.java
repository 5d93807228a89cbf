package io.connwake.report.document;

import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Instance;
import io.connwake.report.facts.Leases;
import io.connwake.report.facts.Pool;
import io.connwake.report.facts.Series;
import io.connwake.report.facts.Tally;
import java.util.List;

/** Connections in use over all pools: of each pool by its spans if they are all there, else by its metrics. */
final class InUse {
    /** Of a pool; a metric that says more is none of a pool. */
    private static final int MOST = 1_024;

    private final Facts facts;
    private final boolean[] isOfMetrics;
    private boolean isPartlyOfMetrics;
    private boolean isIncomplete;

    InUse(Facts facts) {
        this.facts = facts;
        this.isOfMetrics = new boolean[facts.pools.size()];
        for (Pool each : facts.pools) {
            if (!PoolLoad.isOfSpans(facts, each) && wasLent(each)) {
                isOfMetrics[each.index] =
                        used(each).stream().anyMatch(series -> !series.points().isEmpty());
                isPartlyOfMetrics |= isOfMetrics[each.index];
                isIncomplete |= !isOfMetrics[each.index];
            }
        }
    }

    private static boolean wasLent(Pool pool) {
        Tally waits = pool.tally(Names.WAIT_TIME);
        return pool.leases > 0 || (waits != null && waits.count() > 0);
    }

    private static List<Series> used(Pool pool) {
        return pool.series.getOrDefault(Names.CONNECTION_COUNT, List.of()).stream()
                .filter(each -> "used".equals(each.attributes.get(Names.CONNECTION_STATE)))
                .toList();
    }

    void gather(Sweep sweep, int level) {
        Leases leases = facts.leases;
        boolean[] isSampled = isSampled();
        for (int i = 0; i < leases.size(); i++) {
            boolean isTold = leases.pool(i) >= 0 && isOfMetrics[leases.pool(i)];
            if (!isTold && !leases.is(Leases.FAILED, i)) {
                sweep.lasts(level, leases.acquiredNanos(i), leases.endNanos(i));
                isIncomplete |= leases.pool(i) < 0 && isSampled[leases.process(i)];
            }
        }
        for (Pool pool : facts.pools) {
            if (isOfMetrics[pool.index]) {
                used(pool).forEach(each -> steps(sweep, level, pool, each));
            }
        }
    }

    /** What belongs to no pool has no metric to tell whether it is all there. */
    private boolean[] isSampled() {
        boolean[] isSampled = new boolean[facts.processes.size()];
        for (Instance each : facts.processes) {
            isSampled[each.index] =
                    facts.leases.leftOut() > 0 || HealthSection.sum(each, Names.AGENT_SPANS_DROPPED) > 0;
        }
        return isSampled;
    }

    /** A point tells of the time since the one before. */
    private static void steps(Sweep sweep, int level, Pool pool, Series series) {
        long since = pool.process.startNanos();
        int height = 0;
        for (Series.Point point : series.points()) {
            int next = (int) Math.max(0, Math.min(MOST, point.value()));
            step(sweep, level, since, next - height);
            height = next;
            since = point.atNanos();
        }
        step(sweep, level, since, -height);
    }

    private static void step(Sweep sweep, int level, long atNanos, int by) {
        for (int i = 0; i < by; i++) {
            sweep.rise(level, atNanos);
        }
        for (int i = 0; i > by; i--) {
            sweep.fall(level, atNanos);
        }
    }

    /** What metrics tell, they tell of some instants only. */
    boolean isPartlyOfMetrics() {
        return isPartlyOfMetrics;
    }

    /** More may have been in use: spans are missing where there is no metric instead. Known after the gathering. */
    boolean isIncomplete() {
        return isIncomplete;
    }
}
