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
            if (!lease.refersTo(closed)) {
                return;
            }
            if (lease.isReleased()) {
                misuses.closes(threads.current(), lease, closed);
            } else if (abort) {
                lease.misused = true; // whoever borrowed it closes it all the same, as it must, and may use it before
            }
            if (abort) {
                leases.release(threads.current(), lease);
            } else {
                leases.close(threads.current(), lease);
            }
            records.forget(closed);
        } else if (record instanceof PhysicalRecord physical && !physical.closed && !(closed instanceof Statement)) {
            Lease lease = physical.lease;
            boolean isGivenBack = physical.lentItself && connects.belongsToPool(closed);
            boolean ends = abort || (physical.endsWith(closed) && !isGivenBack);
            // what a pool closes under a borrower was not given back
            boolean endsHandles = ends && closed instanceof PooledConnection;
            if (lease != null && (endsHandles || lease.refersTo(closed))) {
                if (abort || endsHandles) {
                    leases.release(threads.current(), lease);
                } else {
                    leases.close(threads.current(), lease);
                }
            }
            if (ends) {
                connects.close(physical, abort, threads.current().inDriver);
            }
        } else if (record instanceof PoolRecord pool) {
            pools.close(pool);
        } else if (record instanceof PoolRecord.Enclosing outer) {
            pools.close(outer.pool);
        } else if (record == null) {
            threads.current().closes(closed);
        }
    }
}
