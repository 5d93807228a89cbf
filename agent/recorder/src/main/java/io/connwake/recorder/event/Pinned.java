package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * Something after which a proxy must keep one server session for this connection, or ought to; once for each connection
 * and reason, and once more if it is certain only later.
 *
 * @param leaseId 0 if it was not lent: its pool did it, or its driver
 * @param reason value of {@code connwake.pin.reason}
 * @param certain the proxy's manual names it; otherwise it only follows from it
 * @param site the code that did it; null if none was captured
 */
public record Pinned(
        long atNanos,
        long connectionId,
        long leaseId,
        Proxy proxy,
        String reason,
        boolean certain,
        @Nullable Site site) implements Event {}
