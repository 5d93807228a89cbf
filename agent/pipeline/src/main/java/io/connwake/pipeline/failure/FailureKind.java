package io.connwake.pipeline.failure;

import java.util.Locale;

/** What went wrong, as far as an exception tells. Whether it makes a connection stale is the {@link Verdict}'s to say. */
public enum FailureKind {
    /** A pool's wait was in vain. */
    POOL_TIMEOUT,
    /** A pool could not open what it would have lent. */
    POOL_CREATE,
    POOL_CLOSED,
    INTERRUPTED,

    /** Said of a connection that died or was closed before: an echo. */
    CONNECTION_CLOSED,
    TOO_MANY_CONNECTIONS("too_many", false),
    /** A proxy had no connection of its own to give. */
    PROXY_QUEUE_TIMEOUT("proxy_queue", false),
    AUTH("auth", false),
    CONFIG("config", false),
    /** The server says that it was idle for too long. */
    SERVER_CLOSED_IDLE("other", true),
    /** The server says that its transaction was idle for too long. */
    IDLE_IN_TX_KILLED("other", true),
    ADMIN_SHUTDOWN("unavailable", true),
    SERVER_UNAVAILABLE("unavailable", false),
    DNS("dns", false),
    CONNECT_REFUSED("unreachable", false),
    UNREACHABLE("unreachable", true),
    CONNECT_TIMEOUT("timeout", false),
    HANDSHAKE_TIMEOUT("timeout", false),
    HANDSHAKE_RESET("handshake", false),
    HANDSHAKE_EOF("handshake", false),

    READ_TIMEOUT("timeout", true),
    EOF("handshake", true),
    RESET("handshake", true),
    BROKEN_PIPE("handshake", true),
    /** The system's own network timeout: retransmissions or keepalive went unanswered. */
    NET_TIMEOUT("timeout", true),
    /** Its socket was closed on this side. */
    LOCALLY_CLOSED("other", true),
    CONNECTION_BROKEN("other", true),
    /** Larger than the server takes, which then hangs up. */
    PACKET_TOO_BIG("other", true),
    /** A rollback on a dead connection whose driver keeps the reason to itself. */
    BROKEN_TX_UNKNOWN("other", true),
    CONNECTION_OTHER("other", true),
    /** The driver's own test said no, without a reason. */
    INVALID("other", true),

    QUERY_TIMEOUT_OR_CANCEL,
    LOCK_TIMEOUT,
    DEADLOCK_OR_SERIALIZATION,
    SQL_ERROR,
    /** Larger than the driver sends; the connection lives on. */
    PACKET_NOT_SENT,
    OTHER;

    private final String refusal;
    private final boolean isFatal;

    FailureKind() {
        this("other", false);
    }

    FailureKind(String refusal, boolean isFatal) {
        this.refusal = refusal;
        this.isFatal = isFatal;
    }

    /** As in {@code connwake.stale.kind} and {@code connwake.connect.kind}. */
    public String label() {
        String name = this == PACKET_NOT_SENT ? "packet_too_big" : name().toLowerCase(Locale.ROOT);
        return isOfConnection() ? name : "not_conn:" + name;
    }

    /** As in {@code connwake.refused.reason}. */
    public String refusal() {
        return refusal;
    }

    /** A connection in use is dead after it. */
    public boolean isFatal() {
        return isFatal;
    }

    /** It speaks of a connection, not of what was asked on it. */
    public boolean isOfConnection() {
        return compareTo(QUERY_TIMEOUT_OR_CANCEL) < 0;
    }

    /** It may be said of a connection that its peer, or something between, gave up while it was idle. */
    public boolean mayBeStale() {
        return switch (this) {
            case SERVER_CLOSED_IDLE, EOF, RESET, BROKEN_PIPE, NET_TIMEOUT, INVALID -> true;
            default -> false;
        };
    }

    /** A server, or the way to it, said no to a connect. */
    public boolean isRefusal() {
        return compareTo(CONNECTION_CLOSED) > 0 && isOfConnection();
    }
}
