package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.metrics.DemandProfile;

/** What is said of a pool that has too few connections for what is asked of it. */
final class CrowdingWording {
    private static final int MOST_SIZES = 6;

    private final Frameworks frameworks;

    CrowdingWording(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    Wording confirmed(Crowding crowding, long nowNanos) {
        Pool pool = crowding.pool;
        int wanted = crowding.wantedSize();
        String sentence = "Pool " + pool.name() + " is too small for what is asked of it: "
                + Words.count(crowding.waits) + " of " + Words.count(crowding.acquires, "acquire", "acquires")
                + " had to wait; on average one takes " + precise(crowding.meanWaitNanos()) + ", and a lease lasts "
                + precise(crowding.meanUseNanos()) + ".";
        return Wording.of(sentence, evidence(crowding, wanted, nowNanos), advice(crowding, wanted))
                .with(pool.snapshot())
                .asWarning();
    }

    Wording resolved(Crowding crowding) {
        return Wording.of(
                        "Acquires of pool " + crowding.pool.name() + " wait no longer.",
                        Words.count(crowding.waits) + " of " + Words.count(crowding.acquires, "acquire", "acquires")
                                + " waited lately.",
                        "")
                .with(crowding.pool.snapshot());
    }

    private static String evidence(Crowding crowding, int wanted, long nowNanos) {
        DemandProfile demand = crowding.demand();
        long databasePercent = crowding.meanDatabaseNanos() * 100 / Math.max(1, crowding.meanUseNanos());
        StringBuilder text = new StringBuilder("In ")
                .append(Words.duration(nowNanos - crowding.sinceNanos))
                .append(crowding.pool.limit() < 0 ? ": it has lent no more than " : ": the limit is ")
                .append(Words.count(crowding.pool.most()))
                .append(", needed at once were ")
                .append(Words.count(demand.percentile(0.95)))
                .append(" in 95 % of the time and ")
                .append(Words.count(demand.peak()))
                .append(" at most; leases spent ")
                .append(databasePercent)
                .append(" % of their time in the database. ")
                .append(lines(crowding))
                .append("Mean wait, played again with other sizes:");
        int limit = crowding.pool.most();
        int step = Math.max(1, (wanted - limit + MOST_SIZES - 2) / (MOST_SIZES - 1));
        String separator = " ";
        for (int size = limit; size < wanted; size += step) {
            text.append(separator).append(predicted(crowding, size));
            separator = ", ";
        }
        return text.append(separator)
                .append(predicted(crowding, wanted))
                .append('.')
                .toString();
    }

    /** Of those that are known: a busy pool's sites are sampled. */
    private static String lines(Crowding crowding) {
        LineTally waiters = crowding.waiters;
        LineTally holders = crowding.holders;
        if (waiters.isEmpty() || holders.isEmpty()) {
            return "";
        }
        return "Of the waiting " + waiters.mainPercent() + " % was at " + waiters.main() + ", of the holding "
                + holders.mainPercent() + " % by what " + holders.main() + " acquired. ";
    }

    private static String predicted(Crowding crowding, int size) {
        return Words.count(size) + ": " + precise(crowding.replay.meanWaitNanos(size));
    }

    private String advice(Crowding crowding, int wanted) {
        PoolProperties properties = PoolProperties.of(crowding.pool.library());
        return "Set " + properties.setCount(PoolSetting.LIMIT, wanted, frameworks)
                + ", as long as the server has room for them and a lease's " + precise(crowding.meanDatabaseNanos())
                + " in the database stay what they are; or make the statements faster.";
    }

    private static String precise(long nanos) {
        if (nanos >= 10_000_000L || nanos <= 0) {
            return Words.duration(nanos);
        }
        long micros = nanos / 1_000;
        return micros / 1_000 + "." + micros % 1_000 / 100 + " ms";
    }
}
