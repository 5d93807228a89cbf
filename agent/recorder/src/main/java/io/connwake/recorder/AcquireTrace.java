package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.Site;
import org.jspecify.annotations.Nullable;

/**
 * The acquire that a thread is in: whom it asks, and what was seen within it. Reused for the next one; references are
 * written only where they differ, as in {@link Frame}.
 */
final class AcquireTrace {
    /** Start of the outermost one under way, 0 if there is none. */
    long sinceNanos;

    /** The pool that it asks; that of the last one if there is none. */
    @Nullable
    PoolRecord askedPool;

    /** Whom it asks as long as that is not known for a pool: it may turn out to be one while this acquire waits. */
    @Nullable
    Object askedSource;

    /** Of a virtual thread. */
    @Nullable
    VirtualWait wait;

    /** The outermost call opens what will be lent by handles: no lease waits for it. */
    boolean opensForHandles;

    /** The pool that lends, once an inner data source has shown that it is one. */
    @Nullable
    PoolRecord pool;

    /** The pool that this acquire turned out to be the first of. */
    @Nullable
    PoolRecord discovered;

    /** What a data source was configured with that builds its pool within this acquire, and which that is. */
    @Nullable
    PoolFacts configured;

    @Nullable
    Object configuredSource;

    /** The handle of an acquire within the one under way: the innermost pool's. */
    @Nullable
    Object innerHandle;

    /**
     * Its connection, where its pool is known; what ran on it since, when it was lent, and where, which is 0 and null if
     * nobody looked.
     */
    @Nullable
    PhysicalRecord innerConnection;

    long innerLentNanos;

    @Nullable
    Site innerSite;

    int innerStatements;
    long innerDbNanos;

    /** The first lease of its own that something became which was lent within it; 0 if there is none. */
    long firstAside;

    /** The connection that a driver call within it was made on. */
    @Nullable
    PhysicalRecord touched;

    /** What a driver returned within it that wraps another driver's connection. */
    @Nullable
    Object wrapped;

    /** @param source the data source if that is no known pool */
    void asks(@Nullable PoolRecord known, @Nullable Object source) {
        if (askedPool != known) {
            askedPool = known;
        }
        if (askedSource != source) {
            askedSource = source;
        }
    }

    void configures(Object dataSource, @Nullable PoolFacts facts) {
        configured = facts;
        configuredSource = facts == null ? null : dataSource;
    }

    /** Within it another begins: what an earlier one has shown is not about this one. */
    void beginsAnew() {
        forgetLent();
        forgetDiscovered();
    }

    private void forgetLent() {
        if (pool != null) {
            pool = null;
        }
        if (innerHandle != null) {
            innerHandle = null;
        }
        if (innerConnection != null) {
            innerConnection = null;
            innerLentNanos = 0;
            innerSite = null;
            innerStatements = 0;
            innerDbNanos = 0;
        }
        if (touched != null) {
            touched = null;
        }
    }

    /** A pool that was found within an acquire which lends another one, or none: nobody tells of it now. */
    void forgetDiscovered() {
        if (discovered != null) {
            discovered.letGo();
            discovered = null;
        }
    }

    /** A driver's call on a connection that has no lease has ended. */
    void used(PhysicalRecord connection, long nanos, boolean isExecution) {
        if (innerConnection == connection) {
            innerDbNanos += nanos;
            innerStatements += isExecution ? 1 : 0;
        }
    }

    void touches(PhysicalRecord connection) {
        if (touched != connection) {
            touched = connection;
        }
    }

    void end() {
        sinceNanos = 0;
        if (askedSource != null) {
            askedSource = null;
        }
        if (wait != null) {
            wait.isOver = true;
            wait = null;
        }
        forgetLent();
        if (wrapped != null) {
            wrapped = null;
        }
        if (discovered != null) {
            discovered = null;
        }
        if (configured != null) {
            configured = null;
            configuredSource = null;
        }
        if (opensForHandles) {
            opensForHandles = false;
        }
        firstAside = 0;
    }
}
