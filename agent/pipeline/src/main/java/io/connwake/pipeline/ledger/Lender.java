package io.connwake.pipeline.ledger;

import org.jspecify.annotations.Nullable;

/** The pools that were seen to lend what was opened in one way; one that is over makes room for its replacement. */
final class Lender {
    private @Nullable Pool pool;
    private boolean several;

    void lentBy(Pool lender) {
        if (pool == null || pool.life().isOver()) {
            pool = lender;
        } else if (pool != lender) {
            several = true;
        }
    }

    /** Some pool lends it: it is the pool's filler that opens, not the application. */
    boolean lends() {
        return pool != null;
    }

    /** The pool that lends all of it; null if that is none or not certain. */
    @Nullable
    Pool only() {
        return several ? null : pool;
    }
}
