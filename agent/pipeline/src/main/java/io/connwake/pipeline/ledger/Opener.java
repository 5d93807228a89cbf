package io.connwake.pipeline.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Code that opens connections to one server, and the pools that were seen to lend them.
 *
 * @param bySource what it opens within one data source; null if it was in none
 * @param byThread what it opens on the threads of one name
 */
record Opener(@Nullable Lender bySource, Lender byThread) {
    void lentBy(Pool pool) {
        byThread.lentBy(pool);
        if (bySource != null) {
            bySource.lentBy(pool);
        }
    }

    /** Some pool lends what it opens: it is the pool's filler, not the application. */
    boolean lends() {
        return byThread.lends() || (bySource != null && bySource.lends());
    }

    /** The pool to which all of its connections belong; null if that is none or not certain. */
    @Nullable
    Pool only() {
        Pool pool = bySource == null ? null : bySource.only();
        return pool == null ? byThread.only() : pool;
    }
}
