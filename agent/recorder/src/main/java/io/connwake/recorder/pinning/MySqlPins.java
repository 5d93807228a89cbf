package io.connwake.recorder.pinning;

/** MySQL and MariaDB, where RDS Proxy tracks some variables and gives a session that has set others away to nobody else. */
final class MySqlPins {
    /** AWS, "Avoiding pinning": variables and statements that RDS Proxy tracks for MariaDB and MySQL. */
    private static final String[] TRACKED = {
        "AUTOCOMMIT",
        "AUTO_INCREMENT_INCREMENT",
        "CHARACTER",
        "CHARSET",
        "CHARACTER_SET_CLIENT",
        "CHARACTER_SET_DATABASE",
        "CHARACTER_SET_FILESYSTEM",
        "CHARACTER_SET_CONNECTION",
        "CHARACTER_SET_RESULTS",
        "CHARACTER_SET_SERVER",
        "COLLATION_CONNECTION",
        "COLLATION_DATABASE",
        "COLLATION_SERVER",
        "INTERACTIVE_TIMEOUT",
        "NAMES",
        "NET_WRITE_TIMEOUT",
        "QUERY_CACHE_TYPE",
        "SESSION_TRACK_SCHEMA",
        "SQL_MODE",
        "TIME_ZONE",
        "TRANSACTION_ISOLATION",
        "TX_ISOLATION",
        "TRANSACTION_READ_ONLY",
        "TX_READ_ONLY",
        "WAIT_TIMEOUT"
    };

    private MySqlPins() {}

    /** From its first word to its end. */
    static int statement(SqlReader reader) {
        int pins = 0;
        if (reader.is("SET")) {
            return set(reader);
        } else if (reader.is("CREATE")) {
            reader.next();
            if (reader.is("OR")) {
                reader.next();
                reader.next();
            }
            pins = reader.is("TEMPORARY") ? Pin.TEMP_OBJECT.bit() : 0;
        } else if (reader.is("LOCK")) {
            reader.next();
            pins = reader.isOneOf("TABLE", "TABLES") ? Pin.LOCK.bit() : 0;
        } else if (reader.is("FLUSH")) {
            pins = flush(reader);
        } else if (reader.isOneOf("PREPARE", "EXECUTE", "DEALLOCATE")) {
            pins = Pin.PREPARED.bit();
        } else if (!reader.isOneOf("ALTER", "DROP", "GRANT", "REVOKE")) {
            return query(reader);
        }
        return pins | executedComments(reader);
    }

    private static int flush(SqlReader reader) {
        for (boolean with = false; !reader.isEnd(); reader.next()) {
            if (with && reader.is("READ")) {
                return Pin.LOCK.bit();
            }
            with = reader.is("WITH");
        }
        return 0;
    }

    private static int query(SqlReader reader) {
        int pins = 0;
        boolean afterColon = false;
        boolean afterInto = false;
        boolean hasVariable = false;
        while (!reader.isEnd()) {
            pins |= comment(reader);
            if (reader.isName() && reader.isCalled()) {
                pins |= function(reader);
            }
            boolean isAt = reader.isMark('@');
            hasVariable |= isAt;
            boolean assigns = afterColon && hasVariable && reader.isMark('=');
            pins |= assigns || (afterInto && isAt) ? Pin.SET.bit() : 0;
            afterColon = reader.isMark(':');
            afterInto = reader.is("INTO");
            reader.next();
        }
        return pins;
    }

    private static int function(SqlReader reader) {
        if (reader.is("GET_LOCK")) {
            return Pin.LOCK.bit();
        }
        return reader.isOneOf("ROW_COUNT", "FOUND_ROWS") ? Pin.OTHER_LIKELY.bit() : 0;
    }

    /** All assignments of one {@code SET}: a scope holds for those behind it that name none. */
    private static int set(SqlReader reader) {
        reader.next();
        int pins = 0;
        if (reader.is("TRANSACTION")) {
            pins = Pin.ISOLATION_NEXT.bit();
        } else if (!reader.isOneOf("PASSWORD", "ROLE", "DEFAULT", "RESOURCE", "STATEMENT")) {
            return assignments(reader);
        }
        return pins | executedComments(reader);
    }

    /** AWS exempts {@code SET LOCAL}, which to MySQL is {@code SET SESSION}. */
    private static int assignments(SqlReader reader) {
        boolean isLocal = reader.is("LOCAL");
        int pins = isLocal ? 0 : assignment(reader);
        for (int depth = 0; !reader.isEnd(); ) {
            pins |= comment(reader);
            if (reader.isMark('(')) {
                depth++;
            } else if (reader.isMark(')')) {
                depth--;
            }
            boolean isNext = depth == 0 && reader.isMark(',');
            reader.next();
            pins |= isNext ? assignment(reader) : 0;
        }
        return pins;
    }

    private static int assignment(SqlReader reader) {
        if (reader.isMark('@')) {
            reader.next();
            if (!reader.isMark('@')) {
                return Pin.SET.bit(); // a user variable
            }
            reader.next();
        }
        if (reader.isOneOf("GLOBAL", "PERSIST", "PERSIST_ONLY")) {
            return 0;
        }
        if (reader.isOneOf("SESSION", "LOCAL")) {
            reader.next();
            if (reader.isMark('.')) {
                reader.next();
            }
            if (reader.is("TRANSACTION")) {
                return 0;
            }
        }
        return reader.isName() && !reader.isOneOf(TRACKED) ? Pin.SET.bit() : 0;
    }

    private static int executedComments(SqlReader reader) {
        int pins = 0;
        for (; !reader.isEnd(); reader.next()) {
            pins |= comment(reader);
        }
        return pins;
    }

    private static int comment(SqlReader reader) {
        return reader.kind() == SqlReader.Kind.EXECUTED_COMMENT ? Pin.OTHER.bit() : 0;
    }
}
