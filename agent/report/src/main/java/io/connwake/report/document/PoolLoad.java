package io.connwake.report.document;

import io.connwake.pipeline.metrics.DemandProfile;
import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Connection;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Leases;
import io.connwake.report.facts.Pool;
import io.connwake.report.facts.Series;
import io.connwake.report.facts.Tally;
import java.util.List;

/**
 * How many connections of a pool were used, idle and waited for over time: by its spans if they are all there, else by
 * its metrics.
 */
final class PoolLoad {
    /** A shorter wait is none to speak of, as for the agent. */
    static final long WAIT_NANOS = 1_000_000;

    private static final int USED = 0;
    private static final int IDLE = 1;
    private static final int WAITING = 2;
    private static final int OPEN = 3;
    private static final int WANTED = 4;

    private final Facts facts;
    private final Pool pool;
    private final int[] members;
    private final List<Connection> connections;
    private final Bins bins;
    private final Sweep.Heights demand = new Sweep.Heights();
    private boolean isOfSpans;

    /** @param members its leases, in the order of time */
    PoolLoad(Facts facts, Pool pool, int[] members, List<Connection> connections, int points) {
        this.facts = facts;
        this.pool = pool;
        this.members = members;
        this.connections = connections;
        this.bins = new Bins(facts.startNanos(), facts.endNanos(), points, WANTED);
        measure();
    }

    /** Whether no lease is missing, so that they can be played again. */
    boolean isOfSpans() {
        return isOfSpans;
    }

    /** Whether hardly a lease of a pool is missing among those that its metrics counted. */
    static boolean isOfSpans(Facts facts, Pool pool) {
        Tally waits = pool.tally(Names.WAIT_TIME);
        long counted = waits == null ? pool.leases : waits.count();
        return facts.leases.leftOut() == 0 && pool.leases > 0 && pool.leases >= counted - counted / 100;
    }

    /** Idle is what stays of the open ones when most are used: else a connection in turn used and idle would count twice. */
    void series(Json json) {
        bins.leaves(IDLE, USED, OPEN);
        bins.write(json.object("series"), "used", "idle", "waiting");
        json.close('}');
    }

    DemandProfile demand() {
        return DemandProfile.of(demand.nanosAt());
    }

    private void measure() {
        isOfSpans = isOfSpans(facts, pool);
        if (isOfSpans || pool.tally(Names.WAIT_TIME) == null) {
            bySpans();
        } else {
            byMetrics();
        }
    }

    private void bySpans() {
        Leases leases = facts.leases;
        Sweep sweep = new Sweep(5, facts.startNanos());
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i : members) {
            first = Math.min(first, leases.startNanos(i));
            last = Math.max(last, leases.endNanos(i));
            sweep.lasts(WANTED, leases.startNanos(i), leases.endNanos(i));
            if (!leases.is(Leases.FAILED, i)) {
                sweep.lasts(USED, leases.acquiredNanos(i), leases.endNanos(i));
            }
            if (leases.acquiredNanos(i) - leases.startNanos(i) >= WAIT_NANOS) {
                sweep.lasts(WAITING, leases.startNanos(i), leases.acquiredNanos(i));
            }
        }
        for (Connection each : connections) {
            if (each.openedNanos > 0) {
                sweep.lasts(OPEN, each.openedNanos, Lives.endNanos(each));
            }
        }
        run(sweep, first, last);
    }

    private void run(Sweep sweep, long first, long last) {
        long end = Math.min(last, facts.endNanos());
        sweep.run(facts.endNanos(), (from, to, levels) -> {
            bins.stood(from, to, USED, levels[USED]);
            bins.stood(from, to, OPEN, levels[OPEN]);
            bins.stood(from, to, WAITING, levels[WAITING]);
            long nanos = Math.min(to, end) - Math.max(from, first);
            if (nanos > 0) {
                demand.stood(nanos, levels[WANTED]);
            }
        });
    }

    private void byMetrics() {
        for (Series each : pool.series.getOrDefault(Names.CONNECTION_COUNT, List.of())) {
            level("used".equals(each.attributes.get(Names.CONNECTION_STATE)) ? USED : IDLE, each);
        }
        for (Series each : pool.series.getOrDefault(Names.PENDING_REQUESTS, List.of())) {
            level(WAITING, each);
        }
        Tally told = pool.tally(Names.POOL_DEMAND);
        if (told != null) {
            spread(told);
        }
    }

    /** A point tells of the time since the one before. */
    private void level(int level, Series series) {
        long since = pool.process.startNanos();
        for (Series.Point point : series.points()) {
            bins.stood(since, point.atNanos(), level, (int) point.value());
            since = point.atNanos();
        }
    }

    /** One count for each millisecond; a bucket of several heights is taken for its highest. */
    private void spread(Tally told) {
        for (int i = 0; i < told.counts().length; i++) {
            if (told.counts()[i] > 0) {
                demand.stood(told.counts()[i] * 1_000_000, (int) told.upper(i));
            }
        }
    }
}
