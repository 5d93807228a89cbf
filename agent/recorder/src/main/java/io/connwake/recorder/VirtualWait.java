package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/** An acquire of a virtual thread, which no list of threads knows; over as soon as the call is left, however it ends. */
final class VirtualWait {
    final long sinceNanos;
    final long leaseId;
    final @Nullable PoolRecord pool;
    final Holder holder;
    volatile boolean isOver;

    VirtualWait(long sinceNanos, long leaseId, @Nullable PoolRecord pool, Holder holder) {
        this.sinceNanos = sinceNanos;
        this.leaseId = leaseId;
        this.pool = pool;
        this.holder = holder;
    }
}
