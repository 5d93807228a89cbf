package io.connwake.pipeline.failure;

import org.jspecify.annotations.Nullable;

/**
 * Refusals and ends that have no state of their own, so that only their words tell: PgBouncer's (always 08P01), those of
 * RDS Proxy, and what pgjdbc says of a password that is missing.
 */
final class Proxies {
    private Proxies() {}

    static @Nullable FailureKind kind(Said error) {
        if (error.says("no more connections allowed")
                || error.says("maximum number of client connections")
                || error.says("connections rate limit exceeded")
                || error.says("rate of connection to proxy exceeded")) {
            return FailureKind.TOO_MANY_CONNECTIONS;
        }
        if (error.says("timed-out waiting to acquire database connection") || error.says("query_wait_timeout")) {
            return FailureKind.PROXY_QUEUE_TIMEOUT;
        }
        if (error.says("authentication failed") || asksForPassword(error)) {
            return FailureKind.AUTH;
        }
        if (error.says("no such database")) {
            return FailureKind.CONFIG;
        }
        if (error.says("client_idle_timeout")) {
            return FailureKind.SERVER_CLOSED_IDLE;
        }
        return error.says("idle transaction timeout") ? FailureKind.IDLE_IN_TX_KILLED : null;
    }

    private static boolean asksForPassword(Said error) {
        return error.state().equals("08004")
                && error.says("authentication")
                && (error.says("password") || error.says("not supported"));
    }
}
