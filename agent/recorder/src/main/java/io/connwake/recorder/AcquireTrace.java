package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;
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

    @Nullable
    PhysicalRecord innerConnection;

    /** The same of those before that one which still have what they lent: one of them may be what is passed on. */
    @Nullable
    Earlier earlier;

    /** That of an acquire within which was just given back: what its pool does to it then shows nothing of what is lent. */
    @Nullable
    PhysicalRecord returned;

    /** The connection that a driver call within it was made on. */
    @Nullable
    PhysicalRecord touched;

    /** What a driver returned within it that wraps another driver's connection. */
    @Nullable
    Object wrapped;

    /** What one of them lent, and the one before it. */
    static final class Earlier {
        private final Object handle;
        private final PhysicalRecord connection;
        private final PoolRecord pool;
        private @Nullable Earlier before;

        Earlier(Object handle, PhysicalRecord connection, PoolRecord pool, @Nullable Earlier before) {
            this.handle = handle;
            this.connection = connection;
            this.pool = pool;
            this.before = before;
        }
    }

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
        if (innerHandle != null && innerConnection != null && pool != null) {
            earlier = new Earlier(innerHandle, innerConnection, pool, earlier);
        }
        forgetInner();
        forgetReturned();
    }

    private void forgetInner() {
        forgetLent();
        forgetDiscovered();
    }

    private void forgetLent() {
        if (pool != null) {
            pool = null;
        }
        if (innerHandle != null) {
            innerHandle = null;
            innerConnection = null;
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

    /** An acquire within the one under way was given back already: it is not what will be lent. */
    void closes(Object handle) {
        if (handle == innerHandle) {
            returned = innerConnection;
            forgetInner();
        } else {
            closesEarlier(handle);
        }
    }

    private void closesEarlier(Object handle) {
        Earlier after = null;
        for (Earlier each = earlier; each != null; each = each.before) {
            if (each.handle != handle) {
                after = each;
            } else if (after == null) {
                earlier = each.before;
            } else {
                after.before = each.before;
            }
        }
    }

    private void forgetReturned() {
        if (returned != null) {
            returned = null;
        }
    }

    /** It returns a connection that an acquire within lent, though others came after that one. */
    void passesOn(PhysicalRecord connection) {
        for (Earlier each = earlier; each != null && connection != innerConnection; each = each.before) {
            if (each.connection == connection) {
                innerHandle = each.handle;
                innerConnection = connection;
                pool = each.pool;
                touched = connection;
                earlier = null;
                return;
            }
        }
    }

    void touches(PhysicalRecord connection) {
        if (touched != connection && returned != connection) {
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
        if (earlier != null) {
            earlier = null;
        }
        forgetReturned();
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
    }
}
