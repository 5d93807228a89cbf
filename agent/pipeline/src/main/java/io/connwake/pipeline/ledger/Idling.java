package io.connwake.pipeline.ledger;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.idle.Ending;
import io.connwake.pipeline.idle.IdleHistory;
import io.connwake.recorder.event.Peer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How connections fared after times without use, for each server. What a second of life is too short for makes nothing. */
public final class Idling {
    private static final int MOST_PEERS = 64;

    /** No peer gives a connection up so soon, and most uses come sooner. */
    private static final long IDLE_NANOS = 1_000_000_000L;

    private final Map<String, IdleHistory> histories = new HashMap<>();

    /** Null if nothing ever idled there for long. */
    public @Nullable IdleHistory of(@Nullable Peer peer) {
        return peer == null ? null : histories.get(peer.words());
    }

    void survived(@Nullable Peer peer, long idleNanos, long atNanos) {
        IdleHistory history = idleNanos < IDLE_NANOS ? null : history(peer);
        if (history != null) {
            history.add(Ending.SURVIVED, idleNanos, atNanos);
        }
    }

    void died(@Nullable Peer peer, Death death) {
        Ending ending = ending(death);
        IdleHistory history = ending == null ? null : history(peer);
        if (ending == Ending.KILLED && history != null) {
            boolean wasUnderWay = death.tookNanos() >= IDLE_NANOS;
            long since = wasUnderWay ? death.tookNanos() : death.idleNanos() + death.tookNanos();
            history.add(ending, since, death.atNanos());
        } else if (ending != null && history != null) {
            history.add(ending, death.idleNanos(), death.atNanos() - death.tookNanos());
        }
    }

    /** Null if its end says nothing of its server: one that broke at work may have been the only one. */
    private static @Nullable Ending ending(Death death) {
        if (death.inherited()) {
            return null;
        }
        if (death.isStale()) {
            return death.kind() == FailureKind.SERVER_CLOSED_IDLE ? Ending.TIMED_OUT : Ending.DIED;
        }
        return death.kind() == FailureKind.ADMIN_SHUTDOWN ? Ending.KILLED : null;
    }

    private @Nullable IdleHistory history(@Nullable Peer peer) {
        if (peer == null) {
            return null;
        }
        IdleHistory known = histories.get(peer.words());
        if (known == null && histories.size() < MOST_PEERS) {
            known = new IdleHistory();
            histories.put(peer.words(), known);
        }
        return known;
    }
}
