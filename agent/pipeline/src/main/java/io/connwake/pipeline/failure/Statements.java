package io.connwake.pipeline.failure;

import org.jspecify.annotations.Nullable;

/**
 * What an SQLException says by its own state, code and words. The order counts: an echo is told before its old causes,
 * MySQL's 42000 with 1226 is no error of the statement. Codes as the servers' manuals list them.
 */
final class Statements {
    private Statements() {}

    static @Nullable FailureKind kind(Said error, During during) {
        if (isOfServersStatement(error)) {
            return ofStatement(error, during);
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
        return ended != null ? ended : ofStatement(error, during);
    }

    /**
     * PostgreSQL's server ends a session by {@code FATAL} alone; {@code ERROR} is of the statement, whatever the state
     * that a function or a foreign server put into it.
     */
    private static boolean isOfServersStatement(Said error) {
        return error.says("error:")
                && error.text().startsWith("error:")
                && error.type().startsWith("org.postgresql.");
    }

    private static @Nullable FailureKind ofClosed(Said error) {
        boolean closed = error.state().equals("08003")
                || switch (error.family()) {
                    case MYSQL -> error.code() == 1220;
                    case SQL_SERVER -> error.state().startsWith("08") && error.says("the connection is closed.");
                    case H2 -> error.code() == 90121 || error.code() == 90007;
                    case ORACLE -> error.code() == 17008;
                    case OTHER -> Pools.saysClosedHandle(error);
                };
        return closed ? FailureKind.CONNECTION_CLOSED : null;
    }

    private static @Nullable FailureKind ofRefusal(Said error) {
        if (error.state().equals("53300") || byCode(error, REFUSALS) == FailureKind.TOO_MANY_CONNECTIONS) {
            return FailureKind.TOO_MANY_CONNECTIONS;
        }
        if (error.maySpeakOfConnection()) {
            FailureKind said = Proxies.kind(error);
            if (said != null) {
                return said;
            }
        }
        if (error.state().startsWith("28")) {
            return FailureKind.AUTH;
        }
        if (error.state().equals("3D000") || saysSslMismatch(error)) {
            return FailureKind.CONFIG;
        }
        return byCode(error, REFUSALS);
    }

    /** pgjdbc has its own 08004, MariaDB's driver 08000 and MySQL's 08001 where one side wants TLS and the other none. */
    private static boolean saysSslMismatch(Said error) {
        return error.state().startsWith("080")
                && error.says("ssl")
                && (error.says("not support") || error.says("not enabled") || error.says("not provided"));
    }

    private static @Nullable FailureKind ofServersEnd(Said error) {
        boolean fatal = error.text().startsWith("fatal:");
        FailureKind byState = switch (error.state()) {
            case "57P05" -> FailureKind.SERVER_CLOSED_IDLE;
            case "25P03" -> FailureKind.IDLE_IN_TX_KILLED;
            case "57P01", "57P02", "57P04", "08S02" -> FailureKind.ADMIN_SHUTDOWN;
            case "57P03" -> FailureKind.SERVER_UNAVAILABLE;
            // of a standby whose recovery is in conflict with it: the session ends
            case "40001" -> fatal ? FailureKind.ADMIN_SHUTDOWN : null;
            default -> null;
        };
        return byState != null ? byState : byCode(error, ENDS);
    }

    private static @Nullable FailureKind ofStatement(Said error, During during) {
        String state = error.state();
        boolean timeout = during == During.USE && error.type().equals("java.sql.SQLTimeoutException");
        if (state.equals("57014") || state.equals("HY008") || timeout || isCancelled(error)) {
            return FailureKind.QUERY_TIMEOUT_OR_CANCEL;
        }
        if (state.equals("55P03") || state.equals("HYT00")) {
            return FailureKind.LOCK_TIMEOUT;
        }
        FailureKind byCode = byCode(error, STATEMENTS);
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
        return isOfServersStatement(error) ? FailureKind.OTHER : null;
    }

    private static boolean isCancelled(Said error) {
        return switch (error.type()) {
            case "com.mysql.cj.jdbc.exceptions.MySQLTimeoutException",
                    "com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException",
                    "com.mysql.cj.jdbc.exceptions.MySQLQueryInterruptedException" -> true;
            default -> false;
        };
    }

    private static boolean isOfClass(String state) {
        return state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("42")
                || state.startsWith("25")
                || state.startsWith("55")
                || state.startsWith("0A");
    }

    private static @Nullable FailureKind byCode(Said error, Row[] rows) {
        for (Row row : rows) {
            if (row.family == error.family() && row.has(error.code()) && error.says(row.words)) {
                return row.kind;
            }
        }
        return null;
    }

    /** Codes of one family, and the words that the text must have besides. */
    private static final class Row {
        final Said.Family family;
        final FailureKind kind;
        final String words;
        private final int[] codes;

        Row(Said.Family family, FailureKind kind, String words, int... codes) {
            this.family = family;
            this.kind = kind;
            this.words = words;
            this.codes = codes;
        }

        boolean has(int code) {
            for (int each : codes) {
                if (each == code) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Row row(Said.Family family, FailureKind kind, int... codes) {
        return new Row(family, kind, "", codes);
    }

    private static final Row[] REFUSALS = {
        row(Said.Family.MYSQL, FailureKind.TOO_MANY_CONNECTIONS, 1040, 1203),
        new Row(Said.Family.MYSQL, FailureKind.TOO_MANY_CONNECTIONS, "connections", 1226),
        row(Said.Family.ORACLE, FailureKind.TOO_MANY_CONNECTIONS, 18, 20, 2391, 12516, 12518, 12519, 12520),
        row(Said.Family.SQL_SERVER, FailureKind.TOO_MANY_CONNECTIONS, 10928, 10929, 10936, 17809),
        row(Said.Family.MYSQL, FailureKind.PROXY_QUEUE_TIMEOUT, 9501),
        row(Said.Family.MYSQL, FailureKind.AUTH, 1045, 1044, 1130, 1698),
        row(Said.Family.SQL_SERVER, FailureKind.AUTH, 18456, 18461),
        row(Said.Family.ORACLE, FailureKind.AUTH, 1017, 28000, 28001),
        row(Said.Family.MYSQL, FailureKind.CONFIG, 1049, 1129),
        row(Said.Family.SQL_SERVER, FailureKind.CONFIG, 4060),
        row(Said.Family.ORACLE, FailureKind.CONFIG, 12514, 12505),
    };

    private static final Row[] ENDS = {
        row(Said.Family.MYSQL, FailureKind.SERVER_CLOSED_IDLE, 4031),
        new Row(Said.Family.MYSQL, FailureKind.SERVER_CLOSED_IDLE, "server because of inactivity", 0),
        row(Said.Family.ORACLE, FailureKind.SERVER_CLOSED_IDLE, 2396),
        row(Said.Family.MYSQL, FailureKind.ADMIN_SHUTDOWN, 1053, 1927, 3169),
        row(Said.Family.SQL_SERVER, FailureKind.ADMIN_SHUTDOWN, 596, 6005, 6006),
        row(Said.Family.ORACLE, FailureKind.ADMIN_SHUTDOWN, 28, 1089, 1090, 1092, 2399),
        row(Said.Family.ORACLE, FailureKind.SERVER_UNAVAILABLE, 1033, 1034, 12526, 12528),
        row(Said.Family.SQL_SERVER, FailureKind.SERVER_UNAVAILABLE, 40613),
        row(Said.Family.ORACLE, FailureKind.DNS, 17868),
        new Row(Said.Family.SQL_SERVER, FailureKind.CONNECTION_BROKEN, "a severe error", 0),
    };

    private static final Row[] STATEMENTS = {
        row(Said.Family.MYSQL, FailureKind.QUERY_TIMEOUT_OR_CANCEL, 1317, 1969, 3024),
        row(Said.Family.ORACLE, FailureKind.QUERY_TIMEOUT_OR_CANCEL, 1013),
        row(Said.Family.MYSQL, FailureKind.LOCK_TIMEOUT, 1205),
        row(Said.Family.SQL_SERVER, FailureKind.LOCK_TIMEOUT, 1222),
        row(Said.Family.MYSQL, FailureKind.DEADLOCK_OR_SERIALIZATION, 1213),
        row(Said.Family.SQL_SERVER, FailureKind.DEADLOCK_OR_SERIALIZATION, 1205),
        row(Said.Family.MYSQL, FailureKind.PACKET_TOO_BIG, 1153),
    };
}
