package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Meters;
import io.connwake.pipeline.metrics.Timing;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.recorder.event.Released;

/** What a lease counts for: for its pool at once, otherwise when everything is known of it. */
final class LeaseBooks {
    private final PipelineSettings settings;
    private final Accounts accounts;
    private final Connections connections;

    LeaseBooks(PipelineSettings settings, Accounts accounts, Connections connections) {
        this.settings = settings;
        this.accounts = accounts;
        this.connections = connections;
    }

    void begin(Lease lease, Pool pool) {
        pool.began(lease);
        pool.meters().time(Timing.WAIT, lease.waitNanos());
        demand(lease, pool);
        if (lease.opened() || lease.waitNanos() > settings.acquireThresholdNanos()) {
            lease.snapshot(pool.snapshot());
        }
    }

    void fail(Lease lease, Pool pool) {
        demand(lease, pool);
        pool.meters().demand().less(lease.endNanos());
        lease.snapshot(pool.snapshot());
        if (lease.outcome() == Outcome.TIMEOUT) {
            pool.meters().timedOut();
        } else if (lease.failed() != null && !settings.isLate()) { // else it may have been built long before
            pool.life().failedToLend(lease, lease.failed());
        }
    }

    void release(Lease lease, Released event, Pool pool) {
        use(lease, event, pool.meters());
        pool.lending().cameBack(lease);
        end(lease, pool);
    }

    void end(Lease lease, Pool pool) {
        pool.ended(lease);
        pool.meters().demand().less(lease.endNanos());
    }

    /** False if it was no lease of the application, but a pool's own way to a connection. */
    boolean close(Lease lease) {
        if (lease.pool() == null) {
            if (!isApplications(lease)) {
                return false;
            }
            unpooled(lease);
        }
        survived(lease);
        return true;
    }

    private void unpooled(Lease lease) {
        Meters server = accounts.server(lease.peer());
        if (lease.acquired() != null) {
            server.time(Timing.WAIT, lease.waitNanos());
        }
        if (lease.released() != null) {
            use(lease, lease.released(), server);
        }
        if (lease.connection() != null) {
            connections.owners().decide(lease.connection());
        }
    }

    /** A call that went well proves that the connection had outlived its idle time; a validation told it before. */
    private static void survived(Lease lease) {
        Released released = lease.released();
        Connection connection = lease.connection();
        long idle = released == null ? -1 : released.survivedIdleNanos();
        Reuse reuse = lease.reuse();
        if (connection != null && idle >= 0 && !(reuse.isValidated() && idle <= reuse.idleNanos())) {
            connection.survived(idle);
        }
    }

    /** Of one without a pool. */
    static boolean isApplications(Lease lease) {
        for (FailedConnect connect : lease.failedConnects()) {
            if (connect.event().pooled()) {
                return false;
            }
        }
        Connection connection = lease.connection();
        return connection == null || !connection.isPooled();
    }

    private static void demand(Lease lease, Pool pool) {
        Wait wait = lease.waited();
        if (wait == null || !wait.isDemand()) {
            pool.meters().demand().more(lease.startNanos());
        }
    }

    private static void use(Lease lease, Released event, Meters meters) {
        meters.time(Timing.USE, lease.endNanos() - lease.acquiredNanos());
        meters.time(Timing.DB, event.dbNanos());
    }
}
