package io.connwake.recorder;

import java.lang.ref.Reference;
import java.sql.Statement;
import javax.sql.PooledConnection;

/** What a close, or an abort, ends: a lease, a physical connection, a pool. */
final class Closes {
    private final Threads threads;
    private final Records records;
    private final Leases leases;
    private final Connects connects;
    private final Pools pools;
    private final Misuses misuses;

    Closes(Threads threads, Records records, Leases leases, Connects connects, Pools pools, Misuses misuses) {
        this.threads = threads;
        this.records = records;
        this.leases = leases;
        this.connects = connects;
        this.pools = pools;
        this.misuses = misuses;
    }

    void close(Object closed, boolean abort) {
        try {
            end(closed, abort);
        } finally {
            Reference.reachabilityFence(closed); // or the sweep might find garbage that is not released yet
        }
    }

    /** The signature matches other classes too: a statement has its connection's record, and is none. */
    private void end(Object closed, boolean abort) {
        Object record = records.of(closed);
        if (record instanceof Lease lease) {
            if (lease.refersTo(closed)) {
                endHandle(closed, lease, abort);
            }
        } else if (record instanceof PhysicalRecord physical && !physical.closed && !(closed instanceof Statement)) {
            endConnection(closed, physical, abort);
        } else if (record instanceof PoolRecord pool) {
            pools.close(pool);
        } else if (record instanceof PoolRecord.Enclosing outer) {
            pools.close(outer.pool);
        } else if (record == null) {
            threads.current().acquire.closes(closed);
        }
    }

    private void endHandle(Object handle, Lease lease, boolean abort) {
        if (lease.isReleased()) {
            threads.current().acquire.closes(handle); // the same object may have been lent again
            if (!abort) { // which of what is closed does nothing, so that a watchdog may come too late
                misuses.closes(threads.current(), lease, handle);
            }
            return;
        }
        if (abort) {
            lease.misused = true; // whoever borrowed it closes it all the same, as it must, and may use it before
            leases.release(threads.current(), lease);
        } else {
            leases.close(threads.current(), lease);
        }
        if (!Records.isInSlot(handle)) {
            ended(handle, lease);
        }
    }

    /** A connection, or a driver's handle or pooled connection that leads to its record. */
    private void endConnection(Object closed, PhysicalRecord physical, boolean abort) {
        threads.current().acquire.closes(closed);
        Lease lease = physical.lease;
        Lease ended = physical.ended;
        boolean isGivenBack = physical.lentItself && connects.belongsToPool(closed);
        boolean ends = abort || (physical.endsWith(closed) && !isGivenBack);
        // what a pool closes under a borrower was not given back
        boolean endsHandles = ends && closed instanceof PooledConnection;
        if (lease != null && (endsHandles || lease.refersTo(closed))) {
            if (abort || endsHandles) {
                leases.release(threads.current(), lease);
                physical.ended = null;
            } else {
                leases.close(threads.current(), lease);
                physical.ended = lease;
            }
        } else if (ends) {
            forgetEnded(physical);
        } else if (ended != null && ended.refersTo(closed)) {
            misuses.closes(threads.current(), ended, closed);
        }
        if (ends) {
            connects.close(physical, abort, threads.current().inDriver);
        }
    }

    /** A pool's handle that the table has is known until its connection's next one is closed: it may be closed again. */
    private void ended(Object handle, Lease lease) {
        PhysicalRecord connection = lease.connection;
        if (connection == null || lease.pool == null) {
            records.forget(handle);
        } else {
            forgetEnded(connection);
            connection.ended = lease;
        }
    }

    private void forgetEnded(PhysicalRecord connection) {
        Lease earlier = connection.ended;
        Object handle = earlier == null ? null : earlier.get();
        if (handle != null) {
            records.forget(handle);
        }
        connection.ended = null;
    }
}
