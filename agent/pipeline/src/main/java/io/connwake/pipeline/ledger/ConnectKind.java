package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.ErrorFacts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a connect failed. The earlier kind wins where the chain of causes shows several. */
public enum ConnectKind {
    TOO_MANY_CONNECTIONS("too_many"),
    AUTH("auth"),
    CONFIG("config"),
    SERVER_UNAVAILABLE("unavailable"),
    DNS("dns"),
    CONNECT_REFUSED("unreachable"),
    UNREACHABLE("unreachable"),
    CONNECT_TIMEOUT("timeout"),
    HANDSHAKE_TIMEOUT("timeout"),
    HANDSHAKE_RESET("handshake"),
    HANDSHAKE_EOF("handshake"),
    CONNECTION_OTHER("other"),
    OTHER("other");

    private final String refusal;

    ConnectKind(String refusal) {
        this.refusal = refusal;
    }

    /** As in {@code connwake.connect.kind}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As in {@code connwake.refused.reason}. */
    public String refusal() {
        return refusal;
    }

    /** Of an exception that a driver's connect threw. */
    public static ConnectKind of(ErrorFacts error) {
        ConnectKind known = earlier(one(error), amongCauses(error));
        return known == null ? OTHER : known;
    }

    /** What the causes of an exception say of a failed connect; null if nothing. */
    static @Nullable ConnectKind amongCauses(ErrorFacts error) {
        ConnectKind found = null;
        for (ErrorFacts cause : error.causes()) {
            found = earlier(found, one(cause));
        }
        return found;
    }

    /** What this exception alone says of a failed connect; null if nothing. */
    static @Nullable ConnectKind one(ErrorFacts error) {
        ConnectKind kind = byState(error.sqlState() == null ? "" : error.sqlState(), text(error));
        return earlier(kind, earlier(byCode(error.vendorCode()), byType(error.type(), text(error))));
    }

    private static @Nullable ConnectKind byState(String state, String text) {
        if (state.equals("53300") || text.contains("too many connections") || text.contains("too many clients")) {
            return TOO_MANY_CONNECTIONS;
        }
        if (state.startsWith("28") || (state.equals("08004") && text.contains("password"))) {
            return AUTH;
        }
        if (state.equals("3D000")) {
            return CONFIG;
        }
        if (state.equals("57P03")) {
            return SERVER_UNAVAILABLE;
        }
        if (text.contains("connection attempt timed out")) {
            return CONNECT_TIMEOUT;
        }
        // 08003 is the echo of an earlier death, not a failed connect.
        return state.startsWith("08") && !state.equals("08003") ? CONNECTION_OTHER : null;
    }

    private static @Nullable ConnectKind byCode(int code) {
        return switch (code) {
            case 1040, 1203, 12516, 12518, 12519, 12520, 10928, 17809 -> TOO_MANY_CONNECTIONS;
            case 1044, 1045, 1130, 1698, 18456, 1017 -> AUTH;
            case 1049, 4060, 12505, 12514 -> CONFIG;
            case 1033, 1034, 12526, 12528, 40613 -> SERVER_UNAVAILABLE;
            case 17868 -> DNS;
            case 12541 -> CONNECT_REFUSED;
            default -> null;
        };
    }

    private static @Nullable ConnectKind byType(String type, String text) {
        return switch (type) {
            case "java.net.UnknownHostException" -> DNS;
            case "java.net.ConnectException" -> text.contains("timed out") ? CONNECT_TIMEOUT : CONNECT_REFUSED;
            case "com.microsoft.sqlserver.jdbc.SQLServerException" -> bySqlServerText(text);
            case "java.net.NoRouteToHostException" -> UNREACHABLE;
            case "java.net.SocketTimeoutException" -> text.contains("read") ? HANDSHAKE_TIMEOUT : CONNECT_TIMEOUT;
            case "java.net.SocketException" -> text.contains("unreachable") ? UNREACHABLE : HANDSHAKE_RESET;
            case "java.io.EOFException", "javax.net.ssl.SSLHandshakeException" -> HANDSHAKE_EOF;
            default -> null;
        };
    }

    /** mssql-jdbc keeps no cause: what it found is in its sentence about {@code the TCP/IP connection to the host}. */
    private static @Nullable ConnectKind bySqlServerText(String text) {
        if (!text.contains("connection to the host")) {
            return null;
        }
        if (text.contains("timed out")) {
            return CONNECT_TIMEOUT;
        }
        return text.contains("refused") ? CONNECT_REFUSED : HANDSHAKE_EOF;
    }

    private static String text(ErrorFacts error) {
        return error.message() == null ? "" : error.message().toLowerCase(Locale.ROOT);
    }

    private static @Nullable ConnectKind earlier(@Nullable ConnectKind one, @Nullable ConnectKind other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
