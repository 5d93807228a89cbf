package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/**
 * A hooked call under way; reused. References to what is ours are left in it when the call is left, and written only where
 * they differ: with most collectors the store of a reference into an old object costs more than all the rest.
 */
final class Frame {
    /** What kind of call it is; a call that does not concern us is {@link #NOTHING}. */
    enum Kind {
        NOTHING(false),
        ACQUIRE(false),
        /** A driver opens what it will lend by handles. */
        OPEN(false),
        /** It lends a handle. */
        LEND(false),
        CONNECT(false),
        BUILD(false),
        INVOKE(false),
        /** A point at which units of work begin or end. */
        BOUNDARY(false),
        EXECUTE(true),
        END(true),
        /** Auto-commit is switched, by some drivers with a statement of their own. */
        SWITCH(true),
        VALIDATE(true);

        /** Whether it runs on a physical connection. */
        final boolean isInDriver;

        Kind(boolean isInDriver) {
            this.isInDriver = isInDriver;
        }
    }

    int hook;
    long startNanos;
    /** How many connections this thread had opened when the call began. */
    int openedBefore;
    /** Of a boundary. */
    int point;

    /** The driver that was called, a data source that is not known as a pool, a boundary's first argument, or a method. */
    @Nullable
    Object source;
    /** Of a connect; a boundary's second argument. */
    @Nullable
    Object url;

    private Kind kind = Kind.NOTHING;
    private FirstWord says = FirstWord.ANY;
    private boolean active;
    private @Nullable PoolRecord pool;
    private @Nullable PhysicalRecord connection;

    void enter(int number) {
        hook = number;
        active = false;
    }

    void begin(Kind what) {
        if (kind != what) {
            kind = what;
        }
        active = true;
    }

    Kind kind() {
        return active ? kind : Kind.NOTHING;
    }

    /** What the text of an execution in a transaction says of it. */
    FirstWord says() {
        return says;
    }

    void says(FirstWord what) {
        if (says != what) {
            says = what;
        }
    }

    /** The pool that the data source is known to be. */
    @Nullable
    PoolRecord pool() {
        return pool;
    }

    void pool(@Nullable PoolRecord known) {
        if (pool != known) {
            pool = known;
        }
    }

    /** The connection on which a driver call runs; null in any other call. */
    @Nullable
    PhysicalRecord connection() {
        return active && kind.isInDriver ? connection : null;
    }

    void connection(PhysicalRecord on) {
        if (connection != on) {
            connection = on;
        }
    }

    /** The data source or driver that was called; null if it is gone. */
    @Nullable
    Object called() {
        if (source != null || pool == null) {
            return source;
        }
        return pool.get();
    }

    void clear() {
        active = false;
        if (source != null) {
            source = null;
        }
        if (url != null) {
            url = null;
        }
    }
}
