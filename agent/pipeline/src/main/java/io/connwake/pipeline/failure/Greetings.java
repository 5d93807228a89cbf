package io.connwake.pipeline.failure;

import org.jspecify.annotations.Nullable;

/**
 * What a MySQL or MariaDB server says instead of its greeting, and of a connection that was closed, in words alone: MariaDB's
 * driver of before 3.0 passes no number on (its manual's error reference has the words).
 */
final class Greetings {
    private Greetings() {}

    static @Nullable FailureKind kind(Said error) {
        if (error.family() != Said.Family.MYSQL || error.code() > 0) {
            return null;
        }
        if (error.says("is called on closed connection")) {
            return FailureKind.CONNECTION_CLOSED;
        }
        if (error.says("too many connections") || error.says("max_user_connections")) {
            return FailureKind.TOO_MANY_CONNECTIONS;
        }
        if (error.says("access denied for user") || error.says("is not allowed to connect to this")) {
            return FailureKind.AUTH;
        }
        return error.says("because of many connection errors") ? FailureKind.CONFIG : null;
    }
}
