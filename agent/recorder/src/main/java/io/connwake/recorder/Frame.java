package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/** A hooked call under way; reused, so it is emptied when the call is left. */
final class Frame {
    /** What kind of call it is; a call that does not concern us is {@link #NOTHING}. */
    enum Kind {
        NOTHING,
        ACQUIRE,
        CONNECT,
        EXECUTE,
        END,
        VALIDATE
    }

    int hook;
    Kind kind = Kind.NOTHING;
    long startNanos;
    /** The data source or driver that was called. */
    @Nullable
    Object source;
    /** The pool that the data source is known to be. */
    @Nullable
    PoolRecord pool;
    /** The connection on which a driver call runs. */
    @Nullable
    PhysicalRecord connection;
    /** Of a connect. */
    @Nullable
    Object url;
    /** How many connections this thread had opened when the call began. */
    int openedBefore;

    void clear() {
        kind = Kind.NOTHING;
        source = null;
        pool = null;
        connection = null;
        url = null;
    }
}
