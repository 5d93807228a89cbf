package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;

/** What is said of threads that want another connection of a pool while they hold one. */
final class NestingWording {
    private final Frameworks frameworks;

    NestingWording(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    Wording confirmed(Nesting nesting, long nowNanos) {
        Pool pool = nesting.pool;
        StringBuilder sentence = new StringBuilder("Code that holds a connection of pool ")
                .append(pool.name())
                .append(" waits for another one of it: ");
        sentence.append(Words.count(nesting.threads(), "thread did", "threads did at once"))
                .append(", the longest for ")
                .append(Words.duration(nesting.longestWaitNanos(nowNanos)));
        if (nesting.inVain() > 0) {
            sentence.append(", ")
                    .append(Words.count(nesting.inVain(), "acquire", "acquires"))
                    .append(" in vain");
        }
        if (nesting.stillWaiting() > 0) {
            sentence.append(", ").append(Words.count(nesting.stillWaiting(), "still waits", "still wait"));
        }
        return Wording.of(sentence.append('.').toString(), evidence(nesting), advice(nesting))
                .about(nesting.leases())
                .with(nesting.snapshot);
    }

    private static String evidence(Nesting nesting) {
        return "Wanted at " + nesting.innerLine() + " while what " + nesting.outerLine()
                + " acquired was held: up to " + Words.count(nesting.depth()) + " connections for a thread. "
                + Words.count(nesting.threads()) + " × (" + Words.count(nesting.depth()) + " − 1) + 1 = "
                + Words.count(nesting.minimum())
                + " connections are the least with which one of them can always go on; "
                + (nesting.pool.limit() < 0 ? "it has lent no more than " : "the limit is ")
                + Words.count(nesting.limit()) + ".";
    }

    private String advice(Nesting nesting) {
        PoolProperties properties = PoolProperties.of(nesting.pool.library());
        if (nesting.innerLine().equals(nesting.outerLine())) {
            return "At " + nesting.innerLine() + " close each connection before the next is acquired there: by"
                    + " try-with-resources, if some path leaves one open; or use one connection for all, if a loop acquires"
                    + " several. Where a library that is called there takes them all, " + roomy(nesting, properties)
                    + ".";
        }
        StringBuilder advice = new StringBuilder("At ")
                .append(nesting.innerLine())
                .append(" use the connection that ")
                .append(nesting.outerLine())
                .append(" acquired, or close that one first. ");
        advice.append("Until then ").append(roomy(nesting, properties));
        return advice.append(", and ")
                .append(Words.count(nesting.depth() - 1L))
                .append(" more for each further thread that does this.")
                .toString();
    }

    /** So large that one of the threads can always go on. */
    private String roomy(Nesting nesting, PoolProperties properties) {
        if (nesting.limit() < nesting.minimum()) {
            return "set " + properties.setCount(PoolSetting.LIMIT, nesting.minimum(), frameworks) + " or more";
        }
        return "keep " + properties.name(PoolSetting.LIMIT, frameworks) + " at " + Words.count(nesting.minimum())
                + " or more";
    }
}
