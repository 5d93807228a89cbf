package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/**
 * What the application's own data source borrows from a pool within its {@code getConnection} and does not lend, such as to
 * look up whose connection to lend: a lease of its own, told once that is certain. What a pool borrows so it keeps, and what a
 * library looks at so is not the application's.
 */
final class Asides {
    private final Lanes lanes;
    private final Records records;
    private final Sites sites;
    private final Leases leases;

    Asides(Lanes lanes, Records records, Sites sites, Leases leases) {
        this.lanes = lanes;
        this.records = records;
        this.sites = sites;
        this.leases = leases;
    }

    /** An acquire within another one lends; most often that is what the other will lend. */
    void lent(AcquireTrace acquire, PoolRecord pool, PhysicalRecord connection) {
        acquire.innerConnection = connection;
        if (pool.lendsAside || sites.areAll()) {
            long now = Clock.nanos();
            acquire.innerLentNanos = now;
            acquire.innerSite = sites.isDueAside(pool, now) ? sites.capture() : null;
        }
    }

    /** Another data source is asked after something was lent; who asks the same pool again may fill itself. */
    void asks(ThreadTrace thread, Object dataSource) {
        if (records.pool(dataSource) != thread.acquire.pool) {
            tell(thread, thread.frames.innermostAcquire(), thread.frames.outermost());
        }
    }

    /** A handle that has no lease is closed; whether it has one now. */
    boolean closes(ThreadTrace thread, Object handle) {
        AcquireTrace acquire = thread.acquire;
        if (acquire.innerHandle != handle) {
            return false;
        }
        boolean isTold = tell(thread, thread.frames.innermostAcquire(), thread.frames.outermost());
        acquire.beginsAnew();
        return isTold;
    }

    /**
     * What was lent within is not what will be: the acquire under way goes on as another one, and waits from now on.
     *
     * @param asking the acquire within which it was lent
     */
    boolean tell(ThreadTrace thread, @Nullable Frame asking, @Nullable Frame outermost) {
        AcquireTrace acquire = thread.acquire;
        Object handle = acquire.innerHandle;
        PhysicalRecord connection = acquire.innerConnection;
        PoolRecord pool = acquire.pool;
        if (handle == null || connection == null || pool == null || asking == null || !asking.isApplications()) {
            return false;
        }
        pool.lendsAside = true;
        if (acquire.discovered == pool) {
            acquire.discovered = null; // it is told of now
        }
        lend(thread, handle, connection, pool);
        long now = Clock.nanos();
        thread.nextLease();
        acquire.sinceNanos = now;
        acquire.asks(null, null);
        if (outermost != null) {
            outermost.startNanos = now;
        }
        if (acquire.wait != null) {
            acquire.wait.isOver = true;
            acquire.wait = new VirtualWait(now, thread);
            lanes.waiting(acquire.wait);
        }
        return true;
    }

    /** What will be lent has been told as lent before something else was. */
    boolean has(ThreadTrace thread, PhysicalRecord connection) {
        Lease lease = connection.lease;
        long first = thread.acquire.firstAside;
        return first != 0 && lease != null && lease.holder == thread.holder && lease.id() - first >= 0;
    }

    private void lend(ThreadTrace thread, Object handle, PhysicalRecord connection, PoolRecord pool) {
        AcquireTrace acquire = thread.acquire;
        long lent = acquire.innerLentNanos == 0 ? Clock.nanos() : acquire.innerLentNanos;
        leases.begin(thread, handle, records.of(handle), acquire.sinceNanos, lent, pool, connection, acquire.innerSite);
        Lease lease = connection.lease;
        if (lease != null && lease.refersTo(handle)) {
            lease.statements = acquire.innerStatements;
            lease.dbNanos = acquire.innerLentNanos == 0 ? 0 : acquire.innerDbNanos;
            acquire.firstAside = acquire.firstAside == 0 ? lease.id() : acquire.firstAside;
        }
    }
}
