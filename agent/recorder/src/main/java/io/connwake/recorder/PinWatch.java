package io.connwake.recorder;

import io.connwake.recorder.event.PinnedFor;
import io.connwake.recorder.event.Proxy;
import io.connwake.recorder.pinning.Dialect;
import io.connwake.recorder.pinning.Pin;

/** What was told of one connection that leads to a proxy. Written by whoever has the connection; the sweep reads a hint. */
final class PinWatch {
    final Proxy proxy;
    final Dialect dialect;

    /** Bits of the pins that need not be told any more. */
    private int settled;

    /** Since when its session is certainly pinned; 0 if it is not. */
    long pinnedNanos;

    /** How long it was in transactions since then. */
    long busyNanos;

    PinWatch(Proxy proxy, Dialect dialect) {
        this.proxy = proxy;
        this.dialect = dialect;
        if (proxy == Proxy.PGBOUNCER) {
            for (Pin each : Pin.values()) {
                settled |= each.outlives ? 0 : each.bit();
            }
        }
    }

    /** Those that were not told. */
    int fresh(int pins) {
        return pins & ~settled;
    }

    void told(Pin pin, long nowNanos) {
        settled |= pin.settles();
        if (pin.certain && proxy == Proxy.RDS && pinnedNanos == 0) {
            pinnedNanos = nowNanos;
        }
    }

    /** By the sweep, once it is pinned. */
    PinnedFor pinnedFor(PhysicalRecord connection, long nowNanos) {
        long inTransaction = busyNanos;
        if (connection.inTransaction) {
            inTransaction += Math.max(0, nowNanos - Math.max(connection.lastNanos, pinnedNanos));
        }
        long pinned = Math.max(0, nowNanos - pinnedNanos);
        return new PinnedFor(nowNanos, connection.id, pinned, Math.min(pinned, inTransaction));
    }

    /** A call on it ended; within a transaction the time since the last one counts too. */
    void used(long sinceNanos, long nowNanos) {
        if (pinnedNanos != 0) {
            busyNanos += Math.max(0, nowNanos - Math.max(sinceNanos, pinnedNanos));
        }
    }
}
