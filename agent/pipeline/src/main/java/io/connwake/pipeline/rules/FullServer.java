package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.FailedConnect;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that refused connections, and what this process had there when it last did, to a second. */
final class FullServer {
    private static final int KEPT = 10;
    private static final long SECOND_NANOS = 1_000_000_000L;

    final Case its;
    final Peer peer;
    final List<Lease> waiting = new ArrayList<>();
    Map<Pool, Held> pools = Map.of();
    int unpooled;
    int unlent;
    int closedLately;
    long lookedNanos;
    long lastNanos;
    long admittedNanos;
    /** It was admitting another when it refused one: that had its place there, though it was not open yet. */
    boolean admitsMeanwhile;

    @Nullable
    ErrorFacts error;

    @Nullable
    Pool wanting;

    /** What one pool had there then; it may have been closed, its connections not. */
    record Held(PoolSnapshot snapshot, boolean isOver) {}

    FullServer(Case its, Peer peer) {
        this.its = its;
        this.peer = peer;
    }

    void looked(Ledger ledger, long nanos) {
        lookedNanos = nanos;
        admitsMeanwhile = false;
        Map<Pool, Held> now = new LinkedHashMap<>();
        for (Pool pool : ledger.pools()) {
            PoolSnapshot snapshot = pool.snapshot();
            boolean isOver = pool.life().isOver();
            if ((!isOver || snapshot.open() > 0) && pool.leadsTo(peer.words())) {
                now.put(pool, new Held(snapshot, isOver));
            }
        }
        pools = now;
        unpooled = ledger.unownedTo(peer.words(), false);
        unlent = ledger.unownedTo(peer.words(), true);
        closedLately = ledger.closedSince(peer.words(), nanos - SECOND_NANOS);
    }

    void refused(FailedConnect connect, @Nullable Lease waiter, long nanos) {
        lastNanos = nanos;
        error = connect.event().error();
        if (connect.pool() != null) {
            wanting = connect.pool();
        }
        if (waiter != null) {
            waiter.belongsTo(ServerFullRule.KIND);
            if (waiting.size() < KEPT) {
                waiting.add(waiter);
            }
        }
    }

    /** What this process had there. */
    int open() {
        int open = unpooled + unlent;
        for (Held each : pools.values()) {
            open += each.snapshot().open();
        }
        return open;
    }

    /** What its pools that lend may open there; −1 if one of them has no known limit. */
    int mayOpen() {
        int sum = 0;
        for (Held each : pools.values()) {
            if (!each.isOver()) {
                if (each.snapshot().limit() < 0) {
                    return -1;
                }
                sum += each.snapshot().limit();
            }
        }
        return sum;
    }

    /** Of pools that were closed. */
    int leftOpen() {
        int sum = 0;
        for (Held each : pools.values()) {
            sum += each.isOver() ? each.snapshot().open() : 0;
        }
        return sum;
    }
}
