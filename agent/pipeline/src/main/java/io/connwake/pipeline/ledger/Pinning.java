package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Meters;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.PinnedFor;
import io.connwake.recorder.event.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;

/** Why a proxy keeps one server session for a connection, and how long it did so. */
public final class Pinning {
    private final Set<String> reasons = new LinkedHashSet<>();
    private long pinnedNanos;
    private long inTransactionNanos;

    Pinning() {}

    /** The reasons that are certain, first come first. */
    public Set<String> reasons() {
        return reasons;
    }

    public long pinnedNanos() {
        return pinnedNanos;
    }

    /** The time in which its session could have served somebody else. */
    public long idleNanos() {
        return pinnedNanos - inTransactionNanos;
    }

    static boolean isOne(Pinned event) {
        return event.certain() && event.proxy() == Proxy.RDS;
    }

    /** Counted by its first reason. */
    void add(String reason, Meters meters) {
        if (reasons.isEmpty()) {
            meters.pinned(reason, 1);
        }
        reasons.add(reason);
    }

    void lasts(PinnedFor event, Meters meters) {
        long inTransaction = Math.max(event.inTransactionNanos(), inTransactionNanos);
        long idle = Math.max(event.pinnedNanos() - inTransaction, idleNanos());
        meters.pinnedFor(inTransaction - inTransactionNanos, idle - idleNanos());
        inTransactionNanos = inTransaction;
        pinnedNanos = inTransaction + idle;
    }

    void ends(Meters meters) {
        if (!reasons.isEmpty()) {
            meters.pinned(reasons.iterator().next(), -1);
        }
    }
}
