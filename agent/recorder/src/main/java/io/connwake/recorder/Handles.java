package io.connwake.recorder;

import io.connwake.boot.Carrier;
import java.lang.reflect.Proxy;
import javax.sql.CommonDataSource;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import org.jspecify.annotations.Nullable;

/**
 * Connections that a driver lends itself, for pools and transaction managers to keep: {@code getPooledConnection} and
 * {@code getXAConnection} are the physical open, each {@code getConnection} on what they return is a lease.
 */
final class Handles {
    private final Records records;
    private final Connects connects;
    private final Sites sites;
    private final Leases leases;

    Handles(Records records, Sites sites, Connects connects, Leases leases) {
        this.records = records;
        this.sites = sites;
        this.connects = connects;
        this.leases = leases;
    }

    /** A pool whose data source looks like a driver's is none. */
    void opening(ThreadTrace thread, int hook, Object dataSource) {
        if (thread.isStale) {
            thread.dropStale();
        }
        Frame frame = thread.push(hook);
        if (frame == null || !(dataSource instanceof CommonDataSource) || Libraries.isPool(dataSource.getClass())) {
            return;
        }
        frame.source = dataSource;
        frame.openedBefore = thread.openedCount;
        frame.startNanos = Clock.nanos();
        frame.begin(Frame.Kind.OPEN);
        if (thread.acquireDepth++ == 0) {
            thread.acquire.opensForHandles = true;
        }
    }

    /** Some open by their own {@code connect} or {@code getConnection}, which was seen within. */
    void opened(ThreadTrace thread, Frame frame, @Nullable Object pooled) {
        boolean outermost = --thread.acquireDepth == 0;
        try {
            if (pooled != null && !(records.of(pooled) instanceof PhysicalRecord)) {
                PhysicalRecord seen = openedWithin(thread, frame);
                PhysicalRecord opened = seen == null ? connects.openedByDataSource(thread, frame, pooled) : seen;
                opened.isXa = pooled instanceof XAConnection;
                records.put(pooled, opened);
            }
        } finally {
            Acquires.leave(thread, frame, outermost);
        }
    }

    void failed(ThreadTrace thread, Frame frame, Throwable failure) {
        boolean outermost = --thread.acquireDepth == 0;
        try {
            if (thread.failure == null) {
                thread.failure = failure;
                connects.failedByDataSource(thread, frame, failure);
            }
        } finally {
            Acquires.leave(thread, frame, outermost);
        }
    }

    /** Of others' pooled connections, a pool's among them, nothing is known. */
    void lending(ThreadTrace thread, Frame frame, Object pooled) {
        if (records.of(pooled) instanceof PhysicalRecord) {
            frame.source = pooled;
            frame.openedBefore = thread.openedCount;
            frame.startNanos = Clock.nanos();
            frame.begin(Frame.Kind.LEND);
            if (thread.acquireDepth++ == 0) {
                thread.nextLease();
            }
        }
    }

    void lent(ThreadTrace thread, Frame frame, @Nullable Object handle) {
        boolean outermost = --thread.acquireDepth == 0;
        try {
            PhysicalRecord connection = handle == null ? null : behind(thread, frame);
            if (handle != null && connection != null) {
                mark(handle, connection);
                thread.touches(connection);
                if (outermost && isForOthers(frame, connection)) {
                    lend(thread, frame, handle, connection);
                }
            }
        } finally {
            Acquires.leave(thread, frame, outermost);
        }
    }

    /** The handle before it is over, as JDBC has it. */
    private void lend(ThreadTrace thread, Frame frame, Object handle, PhysicalRecord connection) {
        Lease earlier = connection.lease;
        if (earlier != null) {
            leases.release(thread, earlier);
        }
        leases.begin(thread, handle, records.of(handle), frame.startNanos, Clock.nanos(), null, connection);
    }

    void notLent(ThreadTrace thread, Frame frame) {
        Acquires.leave(thread, frame, --thread.acquireDepth == 0);
    }

    /** A pool keeps what it opened; MariaDB Connector/J 2.7 calls it in {@code getXAResource}. */
    private boolean isForOthers(Frame frame, PhysicalRecord connection) {
        if (connection.pooled || !(frame.source instanceof XAConnection)) {
            return !connection.pooled;
        }
        Libraries driver = Libraries.of(frame.source.getClass().getName());
        return driver == null || !sites.isCalledBy(driver);
    }

    /** A driver may open another one, where the first was closed by an error. */
    private @Nullable PhysicalRecord behind(ThreadTrace thread, Frame frame) {
        Object pooled = frame.source;
        if (!(pooled instanceof PooledConnection)) {
            return null;
        }
        PhysicalRecord another = openedWithin(thread, frame);
        if (another != null) {
            records.put(pooled, another);
        }
        return records.of(pooled) instanceof PhysicalRecord connection ? connection : null;
    }

    private static @Nullable PhysicalRecord openedWithin(ThreadTrace thread, Frame frame) {
        return thread.openedCount == frame.openedBefore ? null : thread.opened;
    }

    /** Where nothing was seen to be opened the handle's own connection has no record yet. */
    private void mark(Object handle, PhysicalRecord connection) {
        Object own = Records.innermost(handle);
        boolean isOwn = own instanceof Carrier || Libraries.isBareConnection(own);
        if (isOwn && !(own instanceof Proxy) && records.of(own) == null) {
            records.put(own, connection);
        }
        if (connection.refersTo(handle)) {
            connection.isItsHandle = true;
        }
    }
}
