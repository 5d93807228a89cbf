package io.connwake.pipeline.ledger;

import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.TraceParent;
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
    private final Map<Long, Lease> asking = new LinkedHashMap<>();
    private final Map<Long, List<Connection>> opened = new LinkedHashMap<>();

    Queue(SpanIds ids, Connections connections, LedgerListener listener) {
        this.ids = ids;
        this.connections = connections;
        this.listener = listener;
    }

    /** The lease of an acquire that ends now. */
    Lease take(long id) {
        Lease known = asking.isEmpty() ? null : asking.remove(id);
        return known == null ? new Lease(id, ids) : known;
    }

    void waiting(Waiting event, @Nullable Pool pool) {
        Lease lease = asked(event.leaseId(), event.sinceNanos(), event.atNanos());
        if (lease == null || pool == null) {
            return;
        }
        lease.asks(event.sinceNanos(), event.thread());
        lease.asksAt(event.at());
        if (lease.pool() != pool) {
            leave(lease, pool, event.atNanos());
            lease.waitsIn(pool);
        }
        pool.waits(lease);
        if (!lease.watch().isDemanded()) {
            pool.meters().demand().more(lease.startNanos());
            lease.watch().demanded();
        }
    }

    /** It stops waiting, for this pool or another one. */
    void leave(Lease lease, @Nullable Pool pool, long atNanos) {
        Pool waited = lease.pool();
        if (waited == null) {
            return;
        }
        waited.waitsNoMore(lease);
        if (waited != pool && lease.watch().isDemanded()) {
            waited.meters().demand().less(atNanos);
            lease.watch().notDemanded();
        }
    }

    /** Its acquire is under way and opened this connection. */
    void opened(Connection connection, long leaseId, @Nullable TraceParent parent, long startNanos, long atNanos) {
        Lease lease = asked(leaseId, startNanos, atNanos);
        if (lease == null) {
            listener.connected(connection);
            return;
        }
        lease.joins(parent);
        lease.sawOpen();
        List<Connection> before = opened.get(leaseId);
        List<Connection> list = before == null ? new ArrayList<>(1) : before;
        list.add(connection);
        connection.isWithinAcquire(true);
        opened.put(leaseId, list);
    }

    void failed(FailedConnect connect) {
        Lease lease = asked(
                connect.event().leaseId(),
                connect.event().startNanos(),
                connect.event().atNanos());
        if (lease == null) {
            listener.connectFailed(connections.failed().counted(connect, null), null);
        } else {
            lease.troubles().add(connect);
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
        if (lease.pool() != null || !connection.isPooled()) {
            connection.waitedFor(lease);
        }
        if (lease.pool() != null && connection.pool() == null) {
            connection.belongsTo(lease.pool());
        }
        listener.connected(connection);
    }

    /**
     * What this sweep saw waiting no longer has its connection by now, or gave up: how it ended is still under way, and
     * if nothing comes of it, it was lost.
     */
    void sweep(long nowNanos) {
        Iterator<Lease> all = asking.values().iterator();
        while (all.hasNext()) {
            Lease lease = all.next();
            long unseenNanos = nowNanos - lease.watch().lastSeenNanos();
            if (unseenNanos > FORGET_NANOS) {
                all.remove();
                leave(lease, null, lease.watch().lastSeenNanos());
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

    private @Nullable Lease asked(long id, long startNanos, long atNanos) {
        Lease lease = asking.get(id);
        if (lease == null) {
            if (asking.size() >= MOST) {
                return null;
            }
            lease = new Lease(id, ids);
            lease.asks(startNanos, null);
            asking.put(id, lease);
        }
        lease.watch().seen(atNanos);
        return lease;
    }
}
