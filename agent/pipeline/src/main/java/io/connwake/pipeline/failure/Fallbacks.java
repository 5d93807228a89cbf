package io.connwake.pipeline.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What drivers say by words or codes alone, where no cause tells more. */
final class Fallbacks {
    private Fallbacks() {}

    static FailureKind kind(List<Said> chain, During during) {
        for (Said each : chain) {
            if (during != During.USE && each.type().startsWith("javax.net.ssl.")) {
                return FailureKind.CONFIG; // no agreement about certificates, versions or ciphers
            }
        }
        for (Said each : chain) {
            FailureKind own = each.isSql() ? one(each, during == During.USE) : null;
            if (own != null) {
                return own;
            }
        }
        return FailureKind.OTHER;
    }

    /** H2's only kind of broken connection. */
    static boolean awaitsCauses(Said error) {
        return error.family() == Said.Family.H2 && error.code() == 90067;
    }

    private static @Nullable FailureKind one(Said error, boolean inUse) {
        FailureKind own = switch (error.family()) {
            case SQL_SERVER -> ofSqlServer(error, inUse);
            case ORACLE -> ofOracle(error, inUse);
            case H2 -> awaitsCauses(error) ? hungUp(inUse) : null;
            case DB2 -> error.code() == -4499 && error.says("insufficient data") ? hungUp(inUse) : null;
            default -> null;
        };
        if (own != null) {
            return own;
        }
        if (error.state().equals("08001") && error.says("no suitable driver")) {
            return FailureKind.CONFIG;
        }
        if (error.state().equals("08001") && error.says("connection attempt timed out")) {
            return FailureKind.CONNECT_TIMEOUT;
        }
        if (error.state().equals("08007")) {
            return FailureKind.BROKEN_TX_UNKNOWN;
        }
        return error.state().startsWith("08") ? FailureKind.CONNECTION_OTHER : null;
    }

    /** mssql-jdbc keeps no cause of a failed connect: what it found is in its sentence. */
    private static @Nullable FailureKind ofSqlServer(Said error, boolean inUse) {
        if (!error.state().startsWith("08")) {
            return null;
        }
        if (error.says("tcp/ip connection to the host")) {
            return ofHost(error);
        }
        if (error.says("did not return a response") || error.says("returned an incomplete response")) {
            return hungUp(inUse);
        }
        if (error.says("read timed out")) {
            return inUse ? FailureKind.READ_TIMEOUT : FailureKind.HANDSHAKE_TIMEOUT;
        }
        FailureKind socket = Sockets.byWords(error, inUse);
        return socket == null && !inUse && error.says("(ssl) encryption") ? FailureKind.CONFIG : socket;
    }

    /** In the words of the JDK, which are the system's: Linux's, then Windows's and macOS's of a name. */
    private static FailureKind ofHost(Said error) {
        if (error.says("refused")) {
            return FailureKind.CONNECT_REFUSED;
        }
        if (error.says("name or service not known")
                || error.says("temporary failure in name")
                || error.says("such host is known")
                || error.says("or not known")) {
            return FailureKind.DNS;
        }
        if (saysHostAlone(error.text())) {
            return FailureKind.DNS;
        }
        if (error.says("unreachable") || error.says("route to host")) {
            return FailureKind.UNREACHABLE;
        }
        if (error.says("timed out")) {
            return FailureKind.CONNECT_TIMEOUT;
        }
        return error.says(" reset") ? FailureKind.HANDSHAKE_RESET : FailureKind.HANDSHAKE_EOF;
    }

    /** As the JDK does of a name that it did not find a moment ago: it is one word, in a quote. */
    private static boolean saysHostAlone(String text) {
        String behind = text.substring(text.indexOf("error: ") + "error: ".length());
        int end = behind.indexOf(' ');
        return end > 0 && behind.startsWith("?") && end == behind.indexOf(" ? the connection");
    }

    private static @Nullable FailureKind ofOracle(Said error, boolean inUse) {
        return switch (error.code()) {
            case 17800, 17410, 3113, 3114, 3135, 12537, 12547 -> hungUp(inUse);
            case 12541 -> FailureKind.CONNECT_REFUSED;
            case 12543 -> FailureKind.UNREACHABLE;
            case 12545 -> FailureKind.DNS;
            case 12170, 12535 -> FailureKind.CONNECT_TIMEOUT;
            default -> null;
        };
    }

    private static FailureKind hungUp(boolean inUse) {
        return inUse ? FailureKind.EOF : FailureKind.HANDSHAKE_EOF;
    }
}
