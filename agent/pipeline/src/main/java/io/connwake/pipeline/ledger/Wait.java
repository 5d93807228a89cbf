package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.Waiting;
import org.jspecify.annotations.Nullable;

/** An acquire of which something was heard before it ended: the lease that it may become, and what was seen of it. */
final class Wait {
    private final Lease lease;
    private @Nullable ThreadRef thread;
    private @Nullable CodeLine line;
    private long seenNanos;
    private boolean isDemand;

    Wait(Lease lease) {
        this.lease = lease;
    }

    Lease lease() {
        return lease;
    }

    /** Who waits; null as long as that was not seen. */
    @Nullable
    ThreadRef thread() {
        return thread;
    }

    /** Where, of the thread's stack. */
    @Nullable
    CodeLine line() {
        return line;
    }

    void seen(Waiting event) {
        thread = event.thread();
        line = event.at() == null ? line : event.at();
    }

    void underWayAt(long nanos) {
        seenNanos = nanos;
    }

    /** The last moment at which it was under way. */
    long seenNanos() {
        return seenNanos;
    }

    /** It counts as demand for the pool that it asks. */
    boolean isDemand() {
        return isDemand;
    }

    void isDemand(boolean counted) {
        isDemand = counted;
    }
}
