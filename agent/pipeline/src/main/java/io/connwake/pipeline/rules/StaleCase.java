package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.SpanId;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What died of one pool, or of what is kept without one. */
final class StaleCase {
    private static final int KEPT = 25;

    final @Nullable Pool pool;
    final Peer peer;
    /** They were opened before the snapshot that the process was restored from, and not used since. */
    final boolean inherited;

    final List<Lease> leases = new ArrayList<>();
    final List<SpanId> connections = new ArrayList<>();

    @Nullable
    Case its;

    /** Deaths that the application met. */
    long met;

    /** Those of them that idled only after they had been lent. */
    long metInHands;

    /** Those that the pool's test found. */
    long absorbed;

    /** Those of which the server said that it was shut down, or that somebody ended them. */
    long ended;

    long shortestNanos = Long.MAX_VALUE;
    long longestNanos;

    /** The longest that the environment may have been frozen before a death. */
    long frozenNanos;

    long lastNanos;

    /** How the server said that one had been idle for too long. */
    @Nullable
    ErrorFacts told;

    StaleCase(@Nullable Pool pool, Peer peer, boolean inherited) {
        this.pool = pool;
        this.peer = peer;
        this.inherited = inherited;
    }

    /** Which part it is of what happened at a site. */
    String part() {
        return inherited ? peer.words() + " inherited" : peer.words();
    }

    /** A connection that the application met dead after it had been idle. */
    void meets(Connection connection, Death death, @Nullable Lease lease) {
        met++;
        idled(death);
        if (lease != null) {
            metInHands += isWithin(death, lease) ? 1 : 0;
            keep(leases, lease);
            if (lease.finding() == null) {
                lease.belongsTo(StaleConnectionRule.KIND);
            }
        }
        keep(connections, connection.span());
    }

    /** Its last use before was its opening or its test for this lease, or one within it. */
    private static boolean isWithin(Death death, Lease lease) {
        return death.atNanos() - death.tookNanos() - death.idleNanos() - lease.startNanos() >= 0;
    }

    /** All idled while they were borrowed, so that nothing which the pool does would have helped. */
    boolean isInHands() {
        return pool != null && metInHands == met;
    }

    void absorbs(Death death) {
        absorbed++;
        idled(death);
    }

    void ends(Death death) {
        ended++;
        lastNanos = death.atNanos();
    }

    private void idled(Death death) {
        shortestNanos = Math.min(shortestNanos, death.idleNanos());
        longestNanos = Math.max(longestNanos, death.idleNanos());
        frozenNanos = Math.max(frozenNanos, death.pausedNanos());
        lastNanos = death.atNanos();
        told = death.kind() == FailureKind.SERVER_CLOSED_IDLE ? death.error() : told;
    }

    private static <T> void keep(List<T> latestFirst, T more) {
        latestFirst.add(0, more);
        if (latestFirst.size() > KEPT) {
            latestFirst.remove(KEPT);
        }
    }
}
