package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Meters;
import io.connwake.pipeline.metrics.Timing;
import io.connwake.recorder.event.Released;

/** What an ended lease counts for, now that everything is known of it. */
final class LeaseBooks {
    private final Accounts accounts;
    private final Connections connections;

    LeaseBooks(Accounts accounts, Connections connections) {
        this.accounts = accounts;
        this.connections = connections;
    }

    static void use(Lease lease, Released event, Meters meters) {
        meters.time(Timing.USE, lease.endNanos() - lease.acquiredNanos());
        meters.time(Timing.DB, event.dbNanos());
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
            connections.decide(lease.connection());
        }
    }

    /** A statement without an error proves that the connection had outlived its idle time; a validation told it. */
    private static void survived(Lease lease) {
        Released released = lease.released();
        Connection connection = lease.connection();
        if (released != null
                && connection != null
                && released.statements() > 0
                && released.errors() == 0
                && !lease.validated()) {
            connection.survived(lease.idleBeforeNanos());
        }
    }

    private static boolean isApplications(Lease lease) {
        for (FailedConnect connect : lease.troubles().connects()) {
            if (connect.event().pooled()) {
                return false;
            }
        }
        Connection connection = lease.connection();
        return connection == null || (!connection.isPooled() && !connection.wasLentByPool());
    }
}
