package io.connwake.pipeline.failure;

import org.jspecify.annotations.Nullable;

/** What the JDK says of a socket. Older ones add {@code (Write failed)}. */
final class Sockets {
    private Sockets() {}

    static @Nullable FailureKind kind(Said error, During during) {
        boolean inUse = during == During.USE;
        return switch (error.type()) {
            case "java.net.UnknownHostException", "java.nio.channels.UnresolvedAddressException" -> FailureKind.DNS;
            case "java.net.NoRouteToHostException" -> FailureKind.UNREACHABLE;
            case "java.net.ConnectException" -> ofConnect(error);
            case "java.net.SocketTimeoutException" -> ofTimeout(error, inUse);
            case "oracle.net.nt.TimeoutInterruptHandler$IOReadTimeoutException" ->
                inUse ? FailureKind.READ_TIMEOUT : FailureKind.HANDSHAKE_TIMEOUT;
            case "java.io.EOFException" -> inUse ? FailureKind.EOF : FailureKind.HANDSHAKE_EOF;
            case "java.nio.channels.ClosedChannelException",
                    "java.nio.channels.AsynchronousCloseException",
                    "java.nio.channels.ClosedByInterruptException" -> FailureKind.LOCALLY_CLOSED;
            case "java.net.SocketException",
                    "java.io.IOException",
                    "oracle.net.ns.NetException",
                    "javax.net.ssl.SSLException",
                    "javax.net.ssl.SSLProtocolException" -> byWords(error, inUse);
            default -> null;
        };
    }

    private static FailureKind ofConnect(Said error) {
        if (error.says("timed out")) {
            return FailureKind.CONNECT_TIMEOUT;
        }
        return error.says("unreachable") || error.says("no route") || error.says("cannot assign")
                ? FailureKind.UNREACHABLE
                : FailureKind.CONNECT_REFUSED;
    }

    private static FailureKind ofTimeout(Said error, boolean inUse) {
        if (error.says("connect timed out")) {
            return FailureKind.CONNECT_TIMEOUT;
        }
        return inUse ? FailureKind.READ_TIMEOUT : FailureKind.HANDSHAKE_TIMEOUT;
    }

    /** The last one of each row is Windows's. */
    static @Nullable FailureKind byWords(Said error, boolean inUse) {
        if (error.says("broken pipe")) {
            return inUse ? FailureKind.BROKEN_PIPE : FailureKind.HANDSHAKE_RESET;
        }
        if (error.says("connection reset")
                || error.says("software caused connection abort")
                || error.says("forcibly closed by the remote host")) {
            return inUse ? FailureKind.RESET : FailureKind.HANDSHAKE_RESET;
        }
        if (error.says("connection timed out") || error.says("operation timed out")) {
            return inUse ? FailureKind.NET_TIMEOUT : FailureKind.CONNECT_TIMEOUT;
        }
        if (error.says("closing inbound before")
                || error.says("got minus one from a read call")) { // the JDK's TLS, Oracle's driver
            return inUse ? FailureKind.EOF : FailureKind.HANDSHAKE_EOF;
        }
        if (error.says("unknown host specified")) { // Oracle's driver
            return FailureKind.DNS;
        }
        if (error.says("socket closed")
                || error.says("socket is closed")
                || error.says("closed by interrupt")
                || error.says("stream closed")) {
            return FailureKind.LOCALLY_CLOSED;
        }
        return error.says("unreachable") || error.says("no route to host") ? FailureKind.UNREACHABLE : null;
    }
}
