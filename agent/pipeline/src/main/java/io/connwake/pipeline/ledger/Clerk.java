package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.EnvironmentPaused;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import io.connwake.recorder.event.LikelySite;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.PinnedFor;
import io.connwake.recorder.event.PoolBuilt;
import io.connwake.recorder.event.PoolClosed;
import io.connwake.recorder.event.PoolCounted;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.Survived;
import io.connwake.recorder.event.Validated;
import io.connwake.recorder.event.Waiting;
import io.connwake.recorder.event.WorkSettled;

/** Enters each event in the books that it concerns. */
final class Clerk {
    private final Accounts accounts;
    private final PoolBooks pools;
    private final Connections connections;
    private final Leases leases;
    private final Invocations invocations;
    private final Pauses pauses;
    private final LedgerListener listener;

    Clerk(
            Accounts accounts,
            PoolBooks pools,
            Connections connections,
            Leases leases,
            Invocations invocations,
            Pauses pauses,
            LedgerListener listener) {
        this.accounts = accounts;
        this.pools = pools;
        this.connections = connections;
        this.leases = leases;
        this.invocations = invocations;
        this.pauses = pauses;
        this.listener = listener;
    }

    void enter(Event event) {
        if (event instanceof Acquired acquired) {
            leases.acquired(acquired);
        } else if (event instanceof Released released) {
            leases.released(released);
        } else if (event instanceof Opened opened) {
            opened(opened);
        } else if (event instanceof Closed closed) {
            connections.closed(closed);
        } else if (event instanceof PoolSeen seen) {
            accounts.pool(seen.facts().poolId()).seen(seen);
        } else if (event instanceof Validated validated) {
            connections.validated(validated);
        } else if (event instanceof StillOpen open) {
            leases.stillOpen(open);
        } else {
            enterRare(event);
        }
    }

    private void enterRare(Event event) {
        if (event instanceof AcquireFailed failed) {
            leases.acquireFailed(failed);
        } else if (event instanceof StatementFailed failed) {
            statementFailed(failed);
        } else if (event instanceof Survived survived) {
            connections.survived(survived);
        } else if (event instanceof OpenFailed failed) {
            openFailed(failed);
        } else if (event instanceof Waiting waiting) {
            waiting(waiting);
        } else if (event instanceof LikelySite likely) {
            leases.likely(likely);
        } else if (event instanceof Garbage garbage) {
            leases.garbage(garbage);
        } else if (event instanceof PoolBuilt built) {
            pools.built(built, invocations.find(built.invocationId()));
            invocations.init().built(accounts.pool(built.poolId()));
        } else if (event instanceof PoolClosed closed) {
            pools.closed(closed);
        } else if (event instanceof PoolCounted counted) {
            accounts.pool(counted.poolId()).counted(counted);
        } else if (event instanceof Misused misused) {
            listener.misused(misused, leases.table().find(misused.leaseId()));
        } else if (event instanceof WorkSettled settled) {
            listener.settled(settled);
        } else if (event instanceof Pinned pinned) {
            pinned(pinned);
        } else if (event instanceof InvocationBegan began) {
            invocations.began(began, connections.open());
        } else if (event instanceof InvocationEnded ended) {
            invocations.ended(ended, connections.open(), connections.pinned());
        } else if (event instanceof EnvironmentPaused paused) {
            pauses.paused(paused);
            listener.paused(paused, pauses.isFirst());
        } else if (event instanceof EnvironmentResumed resumed) {
            resumed(resumed);
        } else if (event instanceof PinnedFor lasting) {
            connections.pinnedFor(lasting);
        }
    }

    private void statementFailed(StatementFailed event) {
        Connection connection = connections.table().find(event.connectionId());
        leases.statementFailed(event);
        if (connection != null) {
            connections.failed(connection, leases.table().find(event.leaseId()), event);
        }
    }

    private void pinned(Pinned event) {
        Connection connection = connections.pinned(event);
        if (connection != null) {
            listener.pinned(connection, leases.table().find(event.leaseId()), event);
        }
    }

    private void resumed(EnvironmentResumed event) {
        long pausedNanos = pauses.resumed(event);
        if (event.restored()) {
            connections.table().inherit();
        }
        if (pausedNanos >= 0) {
            listener.resumed(event, pausedNanos);
        }
    }

    private void opened(Opened event) {
        Connection connection = connections.opened(event);
        if (connection == null) {
            return;
        }
        Lease holder = connection.lease();
        if (holder != null) {
            leases.seeOpen(holder, connection);
        }
        Lease waited = leases.table().find(event.leaseId());
        if (waited != null) {
            waited.sawOpen();
            leases.queue().tell(connection, waited);
        } else if (isUnderWay(event.leaseId())) {
            leases.queue().opened(connection, event);
        } else {
            listener.connected(connection);
        }
    }

    private void openFailed(OpenFailed event) {
        FailedConnect connect = connections.failed().of(event);
        if (isUnderWay(event.leaseId())) {
            leases.queue().failed(connect);
            return;
        }
        Lease waited = leases.table().find(event.leaseId());
        if (waited != null) {
            waited.troubles().add(connect);
        }
        listener.connectFailed(connections.failed().counted(connect, waited == null ? null : waited.pool()), waited);
    }

    /** An acquire, whose lease is none yet; 0 is no acquire's. */
    private boolean isUnderWay(long leaseId) {
        return leaseId != 0 && !leases.table().knows(leaseId);
    }

    private void waiting(Waiting event) {
        if (!leases.table().knows(event.leaseId())) {
            leases.waiting(event);
        }
    }
}
