package io.connwake.pipeline.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What drivers say by words or codes alone, where no cause tells more. */
final class Fallbacks {
    private Fallbacks() {}

    static FailureKind kind(List<Said> chain, During during) {
        for (Said each : chain) {
            if (during != During.USE && each.type().equals("javax.net.ssl.SSLHandshakeException")) {
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
            default -> null;
        };
        if (own != null) {
            return own;
        }
        if (error.says("connection attempt timed out") && error.state().equals("08001")) {
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
        if (error.says("connection to the host")) {
            if (error.says("refused")) {
                return FailureKind.CONNECT_REFUSED;
            }
            if (error.says("name or service not known")) {
                return FailureKind.DNS;
            }
            return error.says("timed out") ? FailureKind.CONNECT_TIMEOUT : FailureKind.HANDSHAKE_EOF;
        }
        if (error.says("did not return a response")) {
            return hungUp(inUse);
        }
        if (error.says("read timed out")) {
            return inUse ? FailureKind.READ_TIMEOUT : FailureKind.HANDSHAKE_TIMEOUT;
        }
        return Sockets.byWords(error, inUse);
    }

    private static @Nullable FailureKind ofOracle(Said error, boolean inUse) {
        return switch (error.code()) {
            case 17800, 17410, 3113, 3114, 3135 -> hungUp(inUse);
            case 12541 -> FailureKind.CONNECT_REFUSED;
            case 12170, 12535 -> FailureKind.CONNECT_TIMEOUT;
            default -> null;
        };
    }

    private static FailureKind hungUp(boolean inUse) {
        return inUse ? FailureKind.EOF : FailureKind.HANDSHAKE_EOF;
    }
}
