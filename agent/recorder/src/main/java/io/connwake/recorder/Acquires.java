package io.connwake.recorder;

import io.connwake.boot.Carrier;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.TraceParent;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Leases: the outermost {@code getConnection} makes one, the innermost data source that returned something other than a
 * fresh physical connection is its pool.
 */
final class Acquires {
    private final Lanes lanes;
    private final Records records;
    private final Sites sites;
    private final OtherTracer tracer;
    private final Connects connects;
    private final AtomicLong pools = new AtomicLong();

    Acquires(Lanes lanes, Records records, Sites sites, OtherTracer tracer, Connects connects) {
        this.lanes = lanes;
        this.records = records;
        this.sites = sites;
        this.tracer = tracer;
        this.connects = connects;
    }

    /** The signature matches other classes too, so the call only counts on a {@link DataSource}. */
    void begin(ThreadTrace thread, int hook, Object dataSource) {
        if (thread.isStale) {
            thread.dropStale();
        }
        Frame frame = thread.push(hook);
        if (frame == null || !(dataSource instanceof DataSource)) {
            return;
        }
        frame.begin(Frame.Kind.ACQUIRE);
        frame.openedBefore = thread.openedCount;
        PoolRecord known = records.of(dataSource) instanceof PoolRecord pool ? pool : null;
        frame.pool(known);
        if (known == null) {
            frame.source = dataSource;
        }
        if (known != null || thread.acquireDepth == 0) {
            thread.waitsFor(known);
        }
        if (thread.acquireDepth++ == 0) {
            thread.nextLease();
            frame.startNanos = System.nanoTime();
            thread.waitingSinceNanos = frame.startNanos;
            if (thread.virtual) {
                thread.wait = new ThreadTrace.Wait(frame.startNanos, thread.leaseId(), known, thread.holder);
                lanes.waiting(thread.wait);
            }
        } else {
            frame.startNanos = thread.waitingSinceNanos;
        }
    }

    void end(ThreadTrace thread, Frame frame, @Nullable Object connection) {
        boolean outermost = --thread.acquireDepth == 0;
        try {
            if (connection != null) {
                settle(thread, frame, connection, outermost);
            }
        } finally {
            leave(thread, frame, outermost);
        }
    }

    void fail(ThreadTrace thread, Frame frame, Throwable failure) {
        boolean outermost = --thread.acquireDepth == 0;
        Object source = frame.called();
        try {
            if (outermost && source != null) {
                failed(thread, frame, source, failure);
            }
        } finally {
            leave(thread, frame, outermost);
        }
    }

    /** A driver's connection opened outside any data source: a lease, unless a pool lends it later. */
    void provisional(ThreadTrace thread, PhysicalRecord opened) {
        Object connection = opened.get();
        if (connection != null && !opened.pooled) {
            begin(thread, connection, opened, opened.startNanos, opened.openedNanos, null, opened);
        }
    }

    void provisionalFailure(ThreadTrace thread, Frame frame, Throwable failure) {
        if (!isForItself(frame.called())) {
            tell(thread, frame.startNanos, null, failure);
        }
    }

    void release(ThreadTrace thread, Lease lease) {
        if (lease.isReleased()) {
            return;
        }
        lease.usedBy(thread.holder);
        long now = System.nanoTime();
        PhysicalRecord connection = lease.connection;
        boolean inTransaction = false;
        if (connection != null && connection.lease == lease) {
            connection.lease = null;
            inTransaction = connection.inTransaction;
        }
        lease.release(now, inTransaction);
        lanes.released(lease);
    }

    private void settle(ThreadTrace thread, Frame frame, Object connection, boolean outermost) {
        Object record = records.of(connection);
        PhysicalRecord physical = record instanceof PhysicalRecord itself ? itself : records.physicalWithin(connection);
        boolean openedHere = thread.openedCount != frame.openedBefore;
        PoolRecord pool = thread.pool;
        if (physical == null && !openedHere && pool == null && isDriver(frame, connection, record)) {
            physical = connects.openedByDataSource(thread, frame, connection);
            record = physical;
        } else if (pool == null && !isFresh(thread, physical, connection, openedHere)) {
            pool = frame.pool() == null ? poolOf(frame.source) : frame.pool();
        }
        if (physical != null && record == physical && !physical.lentItself) {
            PoolRecord lender = lender(frame, connection, physical);
            pool = lender == null ? pool : lender;
        }
        if (!outermost) {
            thread.pool = pool;
            if (thread.innerHandle == null && connection instanceof Carrier) {
                thread.innerHandle = connection;
            }
            return;
        }
        if (pool == null && physical != null && physical.pooled) {
            return;
        }
        long now = System.nanoTime();
        PhysicalRecord linked = physical == null ? thread.touched : physical;
        if (thread.innerHandle != null && !(connection instanceof Carrier)) {
            Object inner = thread.innerHandle;
            begin(thread, inner, records.of(inner), frame.startNanos, now, pool, linked);
        } else {
            begin(thread, connection, record, frame.startNanos, now, pool, linked);
        }
    }

    /** The object itself was opened within this call: the data source is a driver's, or passes one on. */
    private static boolean isFresh(
            ThreadTrace thread, @Nullable PhysicalRecord physical, Object connection, boolean openedHere) {
        return openedHere && physical != null && physical == thread.opened && physical.refersTo(connection);
    }

    private static boolean isDriver(Frame frame, Object connection, @Nullable Object record) {
        boolean maybe = frame.pool() == null || Libraries.mayLendItself(connection);
        return maybe && record == null && Records.isInnermost(connection);
    }

    /** The pool of a driver that lends the driver's own connections (MariaDB Connector/J), or null. */
    private @Nullable PoolRecord lender(Frame frame, Object connection, PhysicalRecord physical) {
        boolean isPool = frame.pool() != null
                || (frame.source != null
                        && Libraries.isPool(frame.source.getClass().getName()));
        if (!isPool || !Libraries.mayLendItself(connection)) {
            return null;
        }
        physical.lentItself = true;
        return frame.pool() == null ? poolOf(frame.source) : frame.pool();
    }

    private @Nullable PoolRecord poolOf(@Nullable Object dataSource) {
        if (dataSource == null || records.of(dataSource) instanceof PoolRecord) {
            return dataSource == null ? null : (PoolRecord) records.of(dataSource);
        }
        PoolRecord fresh = new PoolRecord(pools.incrementAndGet(), dataSource);
        return records.putIfAbsent(dataSource, fresh) instanceof PoolRecord agreed ? agreed : fresh;
    }

    /**
     * Begins a lease.
     *
     * @param anchor the handle itself if it can carry the record, else the innermost pool's, whose close it passes on
     * @param record what the anchor carries now
     */
    private void begin(
            ThreadTrace thread,
            Object anchor,
            @Nullable Object record,
            long startNanos,
            long nowNanos,
            @Nullable PoolRecord pool,
            @Nullable PhysicalRecord physical) {
        Site site = sites.isDue(pool, nowNanos) ? sites.capture() : null;
        if (record != null) {
            endEarlier(thread, anchor, record);
        }
        Lease lease = new Lease(
                anchor,
                thread.leaseNumber,
                startNanos,
                nowNanos,
                thread.holder,
                pool,
                physical,
                site,
                tracer.current());
        if (physical == null || record != physical) {
            records.put(anchor, lease);
        }
        if (physical != null) {
            physical.lease = lease;
        }
        lanes.acquired(lease);
    }

    /** A handle that is lent again while its lease is open is one lease after the other; its transaction goes on. */
    private void endEarlier(ThreadTrace thread, Object anchor, Object record) {
        Lease earlier = record instanceof PhysicalRecord physical ? physical.lease : null;
        earlier = record instanceof Lease lease ? lease : earlier;
        if (earlier != null && earlier.refersTo(anchor)) {
            if (earlier.connection != null && earlier.connection.lease == earlier) {
                earlier.connection.lease = null;
            }
            release(thread, earlier);
        }
    }

    private void failed(ThreadTrace thread, Frame frame, Object source, Throwable failure) {
        PoolRecord pool = records.of(source) instanceof PoolRecord known ? known : thread.waitingPool;
        if (pool == null && Libraries.isPool(source.getClass().getName()) && !isForItself(source)) {
            pool = poolOf(source);
        }
        if (pool != null) {
            tell(thread, frame.startNanos, pool, failure);
            return;
        }
        if (!thread.hasTold(failure)) {
            connects.failedByDataSource(thread, frame, failure);
        }
        provisionalFailure(thread, frame, failure);
    }

    /** A pool asks, to fill itself, perhaps through a data source of its own. */
    private boolean isForItself(@Nullable Object called) {
        CodeLine opener = called == null ? null : sites.opener(called);
        return opener != null && Libraries.isPool(opener.className());
    }

    private void tell(ThreadTrace thread, long startNanos, @Nullable PoolRecord pool, Throwable failure) {
        Object context = tracer.current();
        TraceParent parent = context == null ? null : tracer.read(context);
        lanes.failed(
                pool,
                new AcquireFailed(
                        startNanos,
                        System.nanoTime(),
                        thread.leaseId(),
                        pool == null ? 0 : pool.id,
                        thread.holder.ref,
                        sites.capture(),
                        parent,
                        Errors.read(failure)));
    }

    private static void leave(ThreadTrace thread, Frame frame, boolean outermost) {
        frame.clear();
        if (outermost) {
            thread.endAcquire();
        }
    }
}
