package io.connwake.pipeline.failure;

import io.connwake.pipeline.failure.Said.Family;
import org.jspecify.annotations.Nullable;

/** What the numbers of drivers and servers say. As the servers' manuals list them. */
final class Codes {
    private Codes() {}

    static @Nullable FailureKind ofRefusal(Said error) {
        return kind(error, REFUSALS);
    }

    static @Nullable FailureKind ofEnd(Said error) {
        return kind(error, ENDS);
    }

    static @Nullable FailureKind ofStatement(Said error) {
        return kind(error, STATEMENTS);
    }

    private static @Nullable FailureKind kind(Said error, Row[] rows) {
        for (Row row : rows) {
            if (row.family == error.family() && row.has(error.code()) && error.says(row.words)) {
                return row.kind;
            }
        }
        return null;
    }

    /** Codes of one family, and the words that the text must have besides. */
    private static final class Row {
        final Family family;
        final FailureKind kind;
        final String words;
        private final int[] codes;

        Row(Family family, FailureKind kind, String words, int... codes) {
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

    private static Row row(Family family, FailureKind kind, int... codes) {
        return new Row(family, kind, "", codes);
    }

    private static final Row[] REFUSALS = {
        row(Family.MYSQL, FailureKind.TOO_MANY_CONNECTIONS, 1040, 1203),
        new Row(Family.MYSQL, FailureKind.TOO_MANY_CONNECTIONS, "connections", 1226),
        row(Family.ORACLE, FailureKind.TOO_MANY_CONNECTIONS, 18, 20, 2391, 12516, 12518, 12519, 12520),
        row(Family.SQL_SERVER, FailureKind.TOO_MANY_CONNECTIONS, 10928, 10929, 10936, 17809),
        row(Family.DB2, FailureKind.TOO_MANY_CONNECTIONS, -1040, -1226),
        row(Family.MYSQL, FailureKind.PROXY_QUEUE_TIMEOUT, 9501),
        new Row(Family.MYSQL, FailureKind.PROXY_QUEUE_TIMEOUT, "connect timeout reached", 9001), // ProxySQL
        row(Family.MYSQL, FailureKind.AUTH, 1045, 1044, 1130, 1251, 1698, 1862, 3118, 3955, 4151),
        row(Family.SQL_SERVER, FailureKind.AUTH, 18452, 18456, 18461, 18470, 18486, 18487, 18488, 40532, 40615),
        row(Family.ORACLE, FailureKind.AUTH, 1005, 1017, 1035, 1045, 28000, 28001, 28040),
        row(Family.DB2, FailureKind.AUTH, -4214, -30082),
        row(Family.MYSQL, FailureKind.CONFIG, 1049, 1129, 3159),
        row(Family.SQL_SERVER, FailureKind.CONFIG, 4060, 4064),
        row(Family.ORACLE, FailureKind.CONFIG, 12154, 12504, 12505, 12514, 12521),
        row(Family.DB2, FailureKind.CONFIG, -1013),
    };

    private static final Row[] ENDS = {
        // MariaDB's 4031 is of a trigger
        new Row(Family.MYSQL, FailureKind.SERVER_CLOSED_IDLE, "server because of inactivity", 0, 4031),
        row(Family.ORACLE, FailureKind.SERVER_CLOSED_IDLE, 2396),
        row(Family.MYSQL, FailureKind.ADMIN_SHUTDOWN, 1053, 1927, 3169),
        row(Family.SQL_SERVER, FailureKind.ADMIN_SHUTDOWN, 596, 6005, 6006),
        row(Family.ORACLE, FailureKind.ADMIN_SHUTDOWN, 28, 1089, 1090, 1092, 2399),
        row(Family.DB2, FailureKind.ADMIN_SHUTDOWN, -1224, -4498, -30108),
        row(Family.ORACLE, FailureKind.SERVER_UNAVAILABLE, 1033, 1034, 1109, 12526, 12528),
        row(Family.SQL_SERVER, FailureKind.SERVER_UNAVAILABLE, 983, 17142, 17187, 18401),
        // learn.microsoft.com, "Troubleshoot connectivity issues": transient errors of Azure SQL
        row(Family.SQL_SERVER, FailureKind.SERVER_UNAVAILABLE, 40197, 40501, 40613, 49918, 49919, 49920),
        new Row(Family.MYSQL, FailureKind.SERVER_UNAVAILABLE, "wsrep", 1047), // Galera, without a quorum
        row(Family.DB2, FailureKind.SERVER_UNAVAILABLE, -1032),
        row(Family.ORACLE, FailureKind.DNS, 17868),
        new Row(Family.SQL_SERVER, FailureKind.CONNECTION_BROKEN, "a severe error", 0),
        row(Family.ORACLE, FailureKind.CONNECTION_BROKEN, 17143, 17401, 17447),
    };

    private static final Row[] STATEMENTS = {
        row(Family.MYSQL, FailureKind.QUERY_TIMEOUT_OR_CANCEL, 1317, 1969, 3024),
        row(Family.ORACLE, FailureKind.QUERY_TIMEOUT_OR_CANCEL, 1013),
        row(Family.MYSQL, FailureKind.LOCK_TIMEOUT, 1205, 3572),
        row(Family.SQL_SERVER, FailureKind.LOCK_TIMEOUT, 1222),
        row(Family.ORACLE, FailureKind.LOCK_TIMEOUT, 54, 2049, 30006),
        row(Family.MYSQL, FailureKind.DEADLOCK_OR_SERIALIZATION, 1213),
        row(Family.SQL_SERVER, FailureKind.DEADLOCK_OR_SERIALIZATION, 1205, 3960),
        row(Family.ORACLE, FailureKind.DEADLOCK_OR_SERIALIZATION, 60, 8177),
        row(Family.MYSQL, FailureKind.PACKET_TOO_BIG, 1153),
    };
}
