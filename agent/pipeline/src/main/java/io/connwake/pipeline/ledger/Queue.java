package io.connwake.pipeline.ledger;

import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Waiting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The acquires under way of which something was heard before they ended: that they wait, or what they opened. */
final class Queue {
    private static final int MOST = 65_536;
    private static final long FORGET_NANOS = 3_000_000_000L;

    private final SpanIds ids;
    private final Connections connections;
    private final LedgerListener listener;
    private final Map<Long, Wait> asking = new LinkedHashMap<>();
    private final Map<Long, List<Connection>> opened = new LinkedHashMap<>();

    Queue(SpanIds ids, Connections connections, LedgerListener listener) {
        this.ids = ids;
        this.connections = connections;
        this.listener = listener;
    }

    /** The lease of an acquire that ends now. */
    Lease take(long id) {
        Wait known = asking.isEmpty() ? null : asking.remove(id);
        return known == null ? new Lease(id, ids) : known.lease();
    }

    /** The lease that it may become; null if it is not known of what pool, or too many wait. */
    @Nullable
    Lease waiting(Waiting event, @Nullable Pool pool) {
        Wait wait = asked(event.leaseId(), event.sinceNanos(), event.atNanos());
        if (wait == null || pool == null) {
            return null;
        }
        Lease lease = wait.lease();
        lease.asks(event.sinceNanos(), wait);
        wait.seen(event);
        if (lease.pool() != pool) {
            leave(lease, pool, event.atNanos());
            lease.waitsFor(pool);
        }
        pool.waits(lease);
        if (!wait.isDemand()) {
            pool.meters().demand().more(lease.startNanos());
            wait.isDemand(true);
        }
        return lease;
    }

    /** It stops waiting, for this pool or another one. */
    void leave(Lease lease, @Nullable Pool pool, long atNanos) {
        Pool asked = lease.pool();
        if (asked == null) {
            return;
        }
        asked.waitsNoMore(lease);
        Wait wait = lease.waited();
        if (asked != pool && wait != null && wait.isDemand()) {
            asked.meters().demand().less(atNanos);
            wait.isDemand(false);
        }
    }

    /** Its acquire is under way and opened this connection. */
    void opened(Connection connection, Opened event) {
        Wait wait = asked(event.leaseId(), event.startNanos(), event.atNanos());
        if (wait == null) {
            listener.connected(connection);
            return;
        }
        Lease lease = wait.lease();
        lease.trace()
                .joins(
                        connection.connect() == null
                                ? null
                                : connection.connect().parent());
        lease.sawOpen();
        List<Connection> before = opened.get(event.leaseId());
        List<Connection> list = before == null ? new ArrayList<>(1) : before;
        list.add(connection);
        connection.isWithinAcquire(true);
        opened.put(event.leaseId(), list);
    }

    void failed(FailedConnect connect) {
        Wait wait = asked(
                connect.event().leaseId(),
                connect.event().startNanos(),
                connect.event().atNanos());
        if (wait == null) {
            listener.connectFailed(connections.failed().counted(connect, null), null);
        } else {
            wait.lease().troubles().add(connect);
        }
    }

    /** Its trace is known now: so the connects within the acquire can be told. */
    void tellConnects(Lease lease) {
        for (FailedConnect connect : lease.failedConnects()) {
            listener.connectFailed(connections.failed().counted(connect, lease.pool()), lease);
        }
        List<Connection> connects = opened.isEmpty() ? null : opened.remove(lease.id());
        if (connects != null) {
            for (Connection connection : connects) {
                tell(connection, lease);
            }
        }
    }

    void tell(Connection connection, Lease lease) {
        connection.isWithinAcquire(false);
        Connect connect = connection.connect();
        if (connect != null && (lease.pool() != null || !connection.isPooled())) {
            connect.waitedFor(lease);
        }
        if (lease.pool() != null && connection.pool() == null) {
            connection.ownership().belongsTo(lease.pool());
        }
        listener.connected(connection);
    }

    /**
     * What this sweep saw waiting no longer has its connection by now, or gave up: how it ended is still under way, and
     * if nothing comes of it, it was lost.
     */
    void sweep(long nowNanos) {
        Iterator<Wait> all = asking.values().iterator();
        while (all.hasNext()) {
            Wait wait = all.next();
            Lease lease = wait.lease();
            long unseenNanos = nowNanos - wait.seenNanos();
            if (unseenNanos > FORGET_NANOS) {
                all.remove();
                leave(lease, null, wait.seenNanos());
                tellAlone(lease);
            } else if (unseenNanos > 0 && lease.pool() != null) {
                lease.pool().waitsNoMore(lease);
            }
        }
    }

    private void tellAlone(Lease lease) {
        for (FailedConnect connect : lease.failedConnects()) {
            listener.connectFailed(connections.failed().counted(connect, null), null);
        }
        List<Connection> connects = opened.remove(lease.id());
        if (connects != null) {
            for (Connection connection : connects) {
                connection.isWithinAcquire(false);
                listener.connected(connection);
            }
        }
    }

    private @Nullable Wait asked(long id, long startNanos, long atNanos) {
        Wait wait = asking.get(id);
        if (wait == null) {
            if (asking.size() >= MOST) {
                return null;
            }
            Lease lease = new Lease(id, ids);
            wait = new Wait(lease);
            lease.asks(startNanos, wait);
            asking.put(id, wait);
        }
        wait.underWayAt(atNanos);
        return wait;
    }
}
