package io.connwake.pipeline.failure;

import org.jspecify.annotations.Nullable;

/**
 * Refusals and ends that have no state of their own, so that only their words tell: PgBouncer's (always 08P01), those of
 * RDS Proxy, Supavisor (XX000) and pgpool (57000), and what pgjdbc and MySQL's drivers say of a password that is missing.
 */
final class Proxies {
    private Proxies() {}

    /** PgBouncer's of before 1.17, and pgpool, call {@code ERROR} what ends a session. */
    static boolean speaks(Said error) {
        return switch (error.state()) {
            case "08P01", "57000" -> true;
            case "XX000" -> Severity.isFatal(error);
            default -> false;
        };
    }

    static @Nullable FailureKind kind(Said error) {
        if (error.says("no more connections allowed")
                || error.says("client connections exceeded")
                || error.says("maximum number of client connections")
                || error.says("max client connections reached")
                || error.says("max clients reached")
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
        if (error.says("no such database") || error.says("public key retrieval is not allowed")) {
            return FailureKind.CONFIG;
        }
        if (error.says("client_idle_timeout") || error.says("client_idle_limit")) {
            return FailureKind.SERVER_CLOSED_IDLE;
        }
        if (error.says("idle transaction timeout")) {
            return FailureKind.IDLE_IN_TX_KILLED;
        }
        return error.state().equals("08P01") ? ofPgBouncer(error) : null;
    }

    /** What its server refused it says again for a while, in the server's words ({@code server_login_retry}). */
    private static @Nullable FailureKind ofPgBouncer(Said error) {
        if (error.says("too many clients already")
                || error.says("too many connections for")
                || error.says("slots are reserved")) {
            return FailureKind.TOO_MANY_CONNECTIONS;
        }
        boolean isMissing = error.says(" does not exist");
        if (error.says("no such user") || error.says("login rejected") || (isMissing && error.says("role "))) {
            return FailureKind.AUTH;
        }
        if ((isMissing && error.says("database "))
                || error.says("unsupported startup parameter")
                || error.says("ssl required")
                || error.says("tls connection required")
                || (error.says("database ") && error.says(" is disabled"))
                || error.says("database does not allow connections")) {
            return FailureKind.CONFIG;
        }
        if (error.says("server_login_retry")
                || error.says("cannot connect to server")
                || error.says("database system is shutting down")) {
            return FailureKind.SERVER_UNAVAILABLE;
        }
        return error.says("admin forced disconnect") ? FailureKind.ADMIN_SHUTDOWN : null;
    }

    private static boolean asksForPassword(Said error) {
        boolean isPgjdbcs = error.state().equals("08004")
                && error.says("authentication")
                && (error.says("password") || error.says("not supported"));
        return isPgjdbcs || error.says("not support authentication protocol");
    }
}
