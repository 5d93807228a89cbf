package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Meters;
import org.jspecify.annotations.Nullable;

/**
 * Whose a connection is, and where it counts: for itself as long as nobody knows, then for its pool, or for the server that
 * it leads to without one.
 */
final class Ownership {
    private final Connection connection;
    private @Nullable Pool pool;
    private Meters meters = new Meters();
    private boolean isDecided;

    Ownership(Connection connection) {
        this.connection = connection;
    }

    /** Null if it is no pool's, as far as is known. */
    @Nullable
    Pool pool() {
        return pool;
    }

    Meters meters() {
        return meters;
    }

    /** Where it counts will not change any more. */
    boolean isDecided() {
        return isDecided;
    }

    /** Where its idle times count. */
    Meters idling() {
        Connect connect = connection.connect();
        return pool == null || connect == null
                ? meters
                : pool.idling(connect.event().peer());
    }

    void belongsTo(Pool owner) {
        if (pool != owner) {
            leavesPool();
        }
        pool = owner;
        if (connection.isOpen()) {
            owner.owns(connection);
        }
        if (connection.opened() != null) {
            owner.leadsTo(connection.opened());
        }
        countsFor(owner.meters());
    }

    /** From now on what is counted for it belongs there, and what was so far; the first one counts. */
    void countsFor(Meters account) {
        if (!isDecided) {
            account.addAll(meters);
            meters = account;
            isDecided = true;
        }
    }

    /** Its pool has it no more; it stays the pool's where it counts. */
    void leavesPool() {
        if (pool != null) {
            pool.disowns(connection);
        }
    }

    void rejoinsPool() {
        if (pool != null) {
            pool.owns(connection);
        }
    }
}
