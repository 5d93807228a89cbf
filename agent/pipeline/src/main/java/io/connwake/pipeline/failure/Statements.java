package io.connwake.pipeline.failure;

import org.jspecify.annotations.Nullable;

/**
 * What an SQLException says by its own state, code and words. The order counts: an echo is told before its old causes,
 * MySQL's 42000 with 1226 is no error of the statement.
 */
final class Statements {
    private Statements() {}

    static @Nullable FailureKind kind(Said error, During during) {
        if (Severity.isError(error)) {
            FailureKind proxys = Proxies.speaks(error) ? Proxies.kind(error) : null;
            return proxys != null ? proxys : ofStatement(error, during);
        }
        FailureKind gone = ofClosed(error);
        if (gone != null) {
            return gone;
        }
        FailureKind refused = ofRefusal(error);
        if (refused != null) {
            return refused;
        }
        FailureKind ended = ofServersEnd(error);
        if (ended != null) {
            return ended;
        }
        return during != During.USE && error.isPostgres() ? ofConnect(error) : ofStatement(error, during);
    }

    /** What is no error of a statement yet, says PostgreSQL's server or pgjdbc of what it was asked to connect with. */
    private static @Nullable FailureKind ofConnect(Said error) {
        if (error.state().equals("42501")) { // no CONNECT privilege
            return FailureKind.AUTH;
        }
        if (error.state().equals("57014")) { // authentication_timeout
            return FailureKind.HANDSHAKE_TIMEOUT;
        }
        boolean refusesSetting = error.state().equals("08001") && error.text().startsWith("invalid ");
        return refusesSetting || isOfClass(error.state()) ? FailureKind.CONFIG : ofStatement(error, During.CONNECT);
    }

    private static @Nullable FailureKind ofClosed(Said error) {
        boolean closed = error.state().equals("08003")
                || error.state().equals("08503") // HSQLDB, of one that was shut down
                || switch (error.family()) {
                    case MYSQL -> error.code() == 1220;
                    case SQL_SERVER -> error.state().startsWith("08") && error.says("the connection is closed.");
                    case H2 -> error.code() == 90121 || error.code() == 90007;
                    case ORACLE -> error.code() == 17008;
                    case DB2 -> false;
                    case OTHER -> Pools.saysClosedHandle(error);
                };
        return closed ? FailureKind.CONNECTION_CLOSED : null;
    }

    private static @Nullable FailureKind ofRefusal(Said error) {
        FailureKind byCode = Codes.ofRefusal(error);
        if (error.state().equals("53300") || byCode == FailureKind.TOO_MANY_CONNECTIONS) {
            return FailureKind.TOO_MANY_CONNECTIONS;
        }
        if (error.maySpeakOfConnection() || Proxies.speaks(error)) {
            FailureKind proxys = Proxies.kind(error);
            FailureKind said = proxys == null ? Greetings.kind(error) : proxys;
            if (said != null) {
                return said;
            }
        }
        if (error.state().startsWith("28")) {
            return FailureKind.AUTH;
        }
        return error.state().equals("3D000") || saysSslMismatch(error) ? FailureKind.CONFIG : byCode;
    }

    /**
     * pgjdbc has its own 08004, MariaDB's driver 08000 and MySQL's 08001 where one side wants TLS and the other none, or the
     * server's certificate is another's.
     */
    private static boolean saysSslMismatch(Said error) {
        boolean speaksOfSsl = error.says("ssl")
                && (error.says("not support") || error.says("not enabled") || error.says("not provided"));
        return (error.state().startsWith("080") && (speaksOfSsl || error.says("could not be verified")))
                || (error.family() == Said.Family.MYSQL
                        && error.code() == -1
                        && error.says("self signed certificates"));
    }

    private static @Nullable FailureKind ofServersEnd(Said error) {
        boolean fatal = Severity.isFatal(error);
        FailureKind byState = switch (error.state()) {
            case "57P05" -> FailureKind.SERVER_CLOSED_IDLE;
            case "25P03" -> FailureKind.IDLE_IN_TX_KILLED;
            case "57P01", "57P02", "57P04", "08S02" -> FailureKind.ADMIN_SHUTDOWN;
            case "57P03" -> FailureKind.SERVER_UNAVAILABLE;
            case "25P04" -> fatal ? FailureKind.CONNECTION_OTHER : null; // transaction_timeout
            // of a standby whose recovery is in conflict with it: the session ends
            case "40001" -> fatal ? FailureKind.ADMIN_SHUTDOWN : null;
            default -> null;
        };
        return byState != null ? byState : Codes.ofEnd(error);
    }

    private static @Nullable FailureKind ofStatement(Said error, During during) {
        String state = error.state();
        boolean timeout = during == During.USE && error.type().equals("java.sql.SQLTimeoutException");
        boolean saysTimeout = state.equals("HYT00") && error.says("query has timed out"); // jTDS
        if (state.equals("57014") || state.equals("HY008") || timeout || saysTimeout || isCancelled(error)) {
            return FailureKind.QUERY_TIMEOUT_OR_CANCEL;
        }
        if (state.equals("55P03") || state.equals("HYT00")) {
            return FailureKind.LOCK_TIMEOUT;
        }
        FailureKind byCode = Codes.ofStatement(error);
        if (byCode != null) {
            return byCode;
        }
        if (state.startsWith("40")) {
            return FailureKind.DEADLOCK_OR_SERIALIZATION;
        }
        if (isOfClass(state)) {
            return FailureKind.SQL_ERROR;
        }
        if (error.type().equals("com.mysql.cj.jdbc.exceptions.PacketTooBigException")) {
            return FailureKind.PACKET_NOT_SENT;
        }
        return Severity.isError(error) ? FailureKind.OTHER : null;
    }

    /** Those of Connector/J 5.1 are in two other packages. */
    private static boolean isCancelled(Said error) {
        String type = error.type();
        return type.startsWith("com.mysql.")
                && (type.endsWith(".MySQLTimeoutException")
                        || type.endsWith(".MySQLStatementCancelledException")
                        || type.endsWith(".MySQLQueryInterruptedException"));
    }

    private static boolean isOfClass(String state) {
        return state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("42")
                || state.startsWith("25")
                || state.startsWith("55")
                || state.startsWith("0A");
    }
}
