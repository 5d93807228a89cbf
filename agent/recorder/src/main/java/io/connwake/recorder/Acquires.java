package io.connwake.recorder;

import io.connwake.boot.Carrier;
import io.connwake.recorder.event.CodeLine;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * What an acquire lends: the outermost {@code getConnection} makes a lease, the innermost data source that returned
 * something other than a fresh physical connection is its pool.
 */
final class Acquires {
    private final Lanes lanes;
    private final Records records;
    private final HandleSearch search;
    private final Sites sites;
    private final Connects connects;
    private final Leases leases;
    private final Pools pools;
    private final Handles handles;

    Acquires(
            Lanes lanes,
            Records records,
            HandleSearch search,
            Sites sites,
            Connects connects,
            Leases leases,
            Pools pools) {
        this.lanes = lanes;
        this.records = records;
        this.search = search;
        this.sites = sites;
        this.pools = pools;
        this.connects = connects;
        this.leases = leases;
        this.handles = new Handles(records, sites, connects, leases);
    }

    Handles handles() {
        return handles;
    }

    /** The signature matches other classes too, so the call only counts on a {@link DataSource}. */
    void begin(ThreadTrace thread, int hook, Object dataSource) {
        if (thread.isStale) {
            thread.dropStale();
        }
        Frame frame = thread.push(hook);
        if (frame == null || !(dataSource instanceof DataSource)) {
            if (frame != null && dataSource instanceof PooledConnection) {
                handles.lending(thread, frame, dataSource);
            }
            return;
        }
        frame.openedBefore = thread.openedCount;
        PoolRecord known = records.of(dataSource) instanceof PoolRecord pool ? pool : null;
        frame.pool(known);
        if (known == null) {
            frame.source = dataSource;
        }
        AcquireTrace acquire = thread.acquire;
        if (known != null || thread.acquireDepth == 0 || acquire.askedPool == null) {
            acquire.asks(known, frame.source);
        }
        frame.begin(Frame.Kind.ACQUIRE);
        if (thread.acquireDepth++ == 0) {
            beginOutermost(thread, frame);
        } else {
            long since = acquire.sinceNanos;
            frame.startNanos = since == 0 ? Clock.nanos() : since;
            acquire.beginsAnew();
        }
    }

    private void beginOutermost(ThreadTrace thread, Frame frame) {
        AcquireTrace acquire = thread.acquire;
        thread.nextLease();
        frame.startNanos = Clock.nanos();
        acquire.sinceNanos = frame.startNanos;
        if (thread.virtual) {
            acquire.wait = new VirtualWait(frame.startNanos, thread);
            lanes.waiting(acquire.wait);
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
        thread.acquire.forgetDiscovered();
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
            leases.begin(thread, connection, opened, opened.startNanos, opened.openedNanos, null, opened);
        }
    }

    void provisionalFailure(ThreadTrace thread, Frame frame, Throwable failure) {
        if (!isForItself(frame.called())) {
            leases.refused(thread, frame.startNanos, null, failure);
        }
    }

    /** Which connection it leads to, which pool lends it, and what that makes of it. */
    private void settle(ThreadTrace thread, Frame frame, Object connection, boolean outermost) {
        Object record = records.of(connection);
        AcquireTrace acquire = thread.acquire;
        PhysicalRecord linked = record instanceof PhysicalRecord itself ? itself : records.physicalWithin(connection);
        if (linked == null && acquire.pool != null && acquire.earlier == null) {
            linked = acquire.touched;
        } else if (linked == null) {
            HandleSearch.Find find = search.in(connection);
            linked = find.physical == null && !Libraries.mayLendItself(connection) ? acquire.touched : find.physical;
            if (linked == null && acquire.pool == null && Lent.isLazy(frame, connection, find)) {
                return;
            }
        }
        if (linked != null && acquire.earlier != null) {
            acquire.passesOn(linked);
        }
        boolean isDrivers = linked == null
                && acquire.pool == null
                && !hasOpened(thread, frame)
                && Lent.isDrivers(frame, connection, record);
        if (isDrivers) {
            linked = connects.openedByDataSource(thread, frame, connection);
            record = linked;
        }
        PoolRecord pool = isDrivers ? null : lender(thread, frame, connection, linked);
        if (acquire.discovered != null && acquire.discovered == acquire.pool && frame.source != null) {
            pools.encloses(frame.source, acquire.discovered);
        }
        if (linked != null && record == linked && !linked.lentItself) {
            PoolRecord drivers = driversPool(thread, frame, connection, linked);
            pool = drivers == null ? pool : drivers;
        }
        if (!outermost) {
            within(thread, connection, pool, linked);
        } else if (isLease(thread, frame, pool, linked)) {
            lend(thread, frame, connection, record, pool, linked);
        }
    }

    /** That of an acquire within this one, else the data source, unless it returns what it has just opened; null if none. */
    private @Nullable PoolRecord lender(
            ThreadTrace thread, Frame frame, Object connection, @Nullable PhysicalRecord linked) {
        PoolRecord within = thread.acquire.pool;
        if (within != null || isFresh(thread, frame, connection, linked)) {
            return within;
        }
        return frame.pool() == null ? asPool(thread, frame.source) : frame.pool();
    }

    /** The object itself was opened within this call: the data source is a driver's, or passes one on. */
    private static boolean isFresh(
            ThreadTrace thread, Frame frame, Object connection, @Nullable PhysicalRecord physical) {
        if (physical == null || !hasOpened(thread, frame)) {
            return false;
        }
        return connection == thread.acquire.wrapped || (physical == thread.opened && physical.isItself(connection));
    }

    private static boolean hasOpened(ThreadTrace thread, Frame frame) {
        return thread.openedCount != frame.openedBefore;
    }

    /** Not what a pool opens to lend it later, nor what is within the one lease of a connection that is kept. */
    private boolean isLease(
            ThreadTrace thread, Frame frame, @Nullable PoolRecord pool, @Nullable PhysicalRecord linked) {
        return pool != null || linked == null || (!linked.pooled && !joinsLeaseOfKept(thread, frame, linked));
    }

    private void within(
            ThreadTrace thread, Object connection, @Nullable PoolRecord pool, @Nullable PhysicalRecord linked) {
        AcquireTrace acquire = thread.acquire;
        boolean isPoolsOwn = acquire.pool == null && pool != null;
        if (acquire.innerHandle == null || isPoolsOwn) {
            acquire.innerHandle = connection;
            acquire.innerConnection = linked;
        }
        acquire.pool = pool;
        if (linked != null) {
            thread.touches(linked);
        }
    }

    /** The handle is the innermost that has room for its record; not what the pool itself fetched from a data source. */
    private void lend(
            ThreadTrace thread,
            Frame frame,
            Object connection,
            @Nullable Object record,
            @Nullable PoolRecord pool,
            @Nullable PhysicalRecord linked) {
        long now = Clock.nanos();
        boolean isPoolsWire = pool != null && thread.acquire.pool == null;
        if (!isPoolsWire && thread.acquire.innerHandle instanceof Carrier inner && !(connection instanceof Carrier)) {
            leases.begin(thread, inner, records.of(inner), frame.startNanos, now, pool, linked);
        } else {
            leases.begin(thread, connection, record, frame.startNanos, now, pool, linked);
        }
    }

    /**
     * Whether the data source keeps the connection for itself: then all who borrow it are within one lease, which begins now
     * where there is none.
     */
    private boolean joinsLeaseOfKept(ThreadTrace thread, Frame frame, PhysicalRecord physical) {
        Object source = frame.source;
        if (source == null || !Libraries.keepsItsConnection(source.getClass())) {
            return false;
        }
        Object itself = physical.get();
        if (itself != null && (physical.lease == null || physical.lease.isReleased())) {
            leases.begin(thread, itself, physical, frame.startNanos, Clock.nanos(), null, physical);
        }
        physical.kept = physical.lease;
        return true;
    }

    /** The pool of a driver that lends the driver's own connections (MariaDB Connector/J), or null. */
    private @Nullable PoolRecord driversPool(
            ThreadTrace thread, Frame frame, Object connection, PhysicalRecord physical) {
        boolean isPool = frame.pool() != null || (frame.source != null && Libraries.isPool(frame.source.getClass()));
        if (!isPool || !Libraries.mayLendItself(connection) || isOfAnotherPool(frame)) {
            return null;
        }
        physical.lentItself = true;
        return frame.pool() == null ? pools.of(thread, frame.source) : frame.pool();
    }

    /** HikariCP fills itself through a data source of its own, which passes on what the driver opened. */
    private static boolean isOfAnotherPool(Frame frame) {
        Object called = frame.called();
        Libraries library = called == null ? null : Libraries.of(called.getClass());
        return library != null && library.isPool && !library.isMariaDbs();
    }

    private @Nullable PoolRecord asPool(ThreadTrace thread, @Nullable Object dataSource) {
        if (dataSource == null) {
            return null;
        }
        return Libraries.isWrapper(dataSource.getClass().getName()) ? null : pools.of(thread, dataSource);
    }

    private void failed(ThreadTrace thread, Frame frame, Object source, Throwable failure) {
        PoolRecord pool = records.of(source) instanceof PoolRecord known ? known : thread.acquire.askedPool;
        if (pool == null && Libraries.isPool(source.getClass()) && !isForItself(source)) {
            pool = pools.of(thread, source);
        }
        if (pool != null) {
            leases.refused(thread, frame.startNanos, pool, failure);
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

    static void leave(ThreadTrace thread, Frame frame, boolean outermost) {
        frame.clear();
        if (outermost) {
            thread.endAcquire();
        }
    }
}
