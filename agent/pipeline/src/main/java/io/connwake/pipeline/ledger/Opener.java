package io.connwake.pipeline.ledger;

import org.jspecify.annotations.Nullable;

/** Code that opens connections to one server, and the pools that were seen to lend them. */
final class Opener {
    private @Nullable Pool pool;
    private boolean several;

    void lentBy(Pool lender) {
        if (pool == null) {
            pool = lender;
        } else if (pool != lender) {
            several = true;
        }
    }

    /** Some pool lends what it opens: it is the pool's filler, not the application. */
    boolean lends() {
        return pool != null;
    }

    /** The pool to which all of its connections belong; null if that is none or not certain. */
    @Nullable
    Pool only() {
        return several ? null : pool;
    }
}
