package io.connwake.recorder;

/** An acquire of a virtual thread, which no list of threads knows; over as soon as the call is left, however it ends. */
final class VirtualWait {
    final long sinceNanos;
    final long leaseId;
    final ThreadTrace thread;
    final Holder holder;
    volatile boolean isOver;

    VirtualWait(long sinceNanos, ThreadTrace thread) {
        this.sinceNanos = sinceNanos;
        this.leaseId = thread.leaseId();
        this.thread = thread;
        this.holder = thread.holder;
    }
}
