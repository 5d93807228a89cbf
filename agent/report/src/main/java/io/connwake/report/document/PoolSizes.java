package io.connwake.report.document;

import io.connwake.pipeline.metrics.DemandProfile;
import io.connwake.pipeline.metrics.Replay;
import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Leases;
import io.connwake.report.facts.Pool;
import io.connwake.report.facts.Tally;
import java.util.Arrays;

/**
 * How acquires would wait with another number of connections: the leases that came back are played again, the busiest
 * stretch of them where they are many; where spans are missing, the wait follows from the time at each level of demand.
 */
final class PoolSizes {
    private static final int MOST_PLAYED = 10_000;
    private static final int FEWEST_PLAYED = 500;
    private static final int ALL_PLAYED = 200_000;
    private static final int ONE_BY_ONE = 24;

    private final Leases leases;
    private final DemandProfile demand;
    private final Replay replay;
    private final boolean isPlayed;
    private long useNanos;
    private long acquires;

    PoolSizes(Pool pool, Leases leases, int[] members, PoolLoad load, int pools) {
        this.leases = leases;
        this.demand = load.demand();
        this.isPlayed = load.isOfSpans();
        int room = Math.max(FEWEST_PLAYED, Math.min(MOST_PLAYED, ALL_PLAYED / Math.max(1, pools)));
        this.replay = new Replay(room);
        if (isPlayed) {
            take(members, room);
        } else {
            Tally uses = pool.tally(Names.USE_TIME);
            Tally waits = pool.tally(Names.WAIT_TIME);
            useNanos = uses == null ? 0 : (long) (uses.mean() * 1e9);
            acquires = waits == null ? 0 : waits.count();
        }
    }

    private void take(int[] members, int room) {
        int[] returned = returned(members);
        int from = busiest(returned, room);
        int to = Math.min(returned.length, from + room);
        for (int k = from; k < to; k++) {
            int i = returned[k];
            // One that does not know its thread has one of its own.
            long thread = leases.thread(i) < 0 ? Integer.MAX_VALUE + 1L + i : leases.thread(i);
            replay.add(thread, leases.startNanos(i), leases.acquiredNanos(i), leases.endNanos(i));
            useNanos += leases.endNanos(i) - leases.acquiredNanos(i);
        }
        acquires = (long) to - from;
        useNanos = acquires == 0 ? 0 : useNanos / acquires;
    }

    private int[] returned(int[] members) {
        int[] found = new int[members.length];
        int count = 0;
        for (int i : members) {
            if (leases.is(Leases.RETURNED, i)) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Where the stretch begins in which most was wanted at once, on average. */
    private int busiest(int[] members, int room) {
        int best = 0;
        double most = -1;
        double wanted = 0;
        for (int k = 0; k < members.length; k++) {
            wanted += leases.endNanos(members[k]) - leases.startNanos(members[k]);
            if (k >= room) {
                wanted -= leases.endNanos(members[k - room]) - leases.startNanos(members[k - room]);
            }
            if (k >= room - 1) {
                int from = k - room + 1;
                double nanos = 1.0 + leases.startNanos(members[k]) - leases.startNanos(members[from]);
                best = wanted / nanos > most ? from : best;
                most = Math.max(most, wanted / nanos);
            }
        }
        return best;
    }

    /** @param isAdvised not where leases are lost: they would be wanted for ever, and no size is enough for a leak */
    void write(Json json, boolean isAdvised) {
        int peak = demand.peak();
        json.object("demand").array("seconds");
        for (int level = 0; level <= peak; level++) {
            json.seconds(demand.nanosAt(level));
        }
        json.close(']').number("peak", peak).close('}');
        if (acquires == 0 || peak == 0) {
            return;
        }
        int advised = sizes(json, peak);
        if (advised > 0 && isAdvised) {
            json.number("advisedSize", advised);
        }
    }

    /** The fewest with which the mean wait is a twentieth of a use, as the agent advises; 0 if there is no such. */
    private int sizes(Json json, int peak) {
        int advised = 0;
        json.array("sizes");
        for (int size = 1; size <= peak; size += step(size, peak)) {
            Replay.Waits waits = waits(size);
            json.open('{').number("size", size).real("waited", waits.share());
            json.seconds("wait", waits.meanNanos()).close('}');
            if (advised == 0 && waits.meanNanos() <= Math.max(PoolLoad.WAIT_NANOS, useNanos / 20)) {
                advised = size;
            }
        }
        json.close(']');
        return advised;
    }

    private static int step(int size, int peak) {
        return size < ONE_BY_ONE ? 1 : Math.max(1, Math.min(peak - size, peak / ONE_BY_ONE));
    }

    private Replay.Waits waits(int size) {
        return isPlayed
                ? replay.played(size)
                : new Replay.Waits(demand.shareAbove(size - 1), demand.waitNanos(size, acquires));
    }
}
