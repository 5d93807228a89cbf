package io.connwake.recorder.pinning;

/** PostgreSQL, where RDS Proxy tracks no variable. */
final class PostgresPins {
    private static final int LONGEST_FUNCTION = "PG_TRY_ADVISORY_LOCK_SHARED".length();

    private PostgresPins() {}

    /** From its first word to its end. */
    static int statement(SqlReader reader) {
        int pins = 0;
        if (reader.is("SET")) {
            pins = set(reader);
        } else if (reader.is("RESET")) {
            pins = Pin.SET.bit();
        } else if (reader.is("PREPARE")) {
            reader.next();
            pins = reader.is("TRANSACTION") ? 0 : Pin.PREPARED.bit();
        } else if (reader.isOneOf("EXECUTE", "DEALLOCATE")) {
            pins = Pin.PREPARED.bit();
        } else if (reader.is("DISCARD")) {
            pins = Pin.DISCARD.bit();
        } else if (reader.is("LISTEN")) {
            pins = Pin.LISTEN.bit();
        } else if (reader.is("LOAD")) {
            pins = Pin.OTHER.bit();
        } else if (reader.is("DECLARE")) {
            pins = declare(reader);
        } else if (reader.is("CREATE")) {
            pins = create(reader);
        } else if (!reader.isOneOf("ALTER", "DROP", "COMMENT", "GRANT", "REVOKE")) {
            return query(reader);
        }
        PinClassifier.skip(reader);
        return pins;
    }

    private static int set(SqlReader reader) {
        reader.next();
        if (reader.is("LOCAL") || reader.is("CONSTRAINTS")) {
            return Pin.SET_LOCAL.bit();
        }
        if (reader.is("TRANSACTION")) {
            return Pin.ISOLATION_LOCAL.bit();
        }
        if (reader.is("SESSION")) {
            reader.next();
            if (reader.is("CHARACTERISTICS")) {
                return Pin.ISOLATION.bit();
            }
        }
        return reader.isName() ? parameter(reader) : 0;
    }

    private static int parameter(SqlReader reader) {
        if (reader.isOneOf("SEARCH_PATH", "SCHEMA")) {
            return Pin.SCHEMA.bit();
        }
        if (reader.is("APPLICATION_NAME")) {
            return Pin.CLIENT_INFO.bit();
        }
        if (reader.is("DEFAULT_TRANSACTION_ISOLATION")) {
            return Pin.ISOLATION.bit();
        }
        boolean isKept = reader.isOneOf(
                "TIME",
                "TIMEZONE",
                "NAMES",
                "CLIENT_ENCODING",
                "DATESTYLE",
                "INTERVALSTYLE",
                "STANDARD_CONFORMING_STRINGS");
        return isKept ? Pin.SET_KEPT.bit() : Pin.SET.bit();
    }

    private static int create(SqlReader reader) {
        reader.next();
        while (reader.isOneOf("OR", "REPLACE", "LOCAL", "GLOBAL")) {
            reader.next();
        }
        return reader.isOneOf("TEMP", "TEMPORARY") || isInTemporarySchema(reader) ? temporary(reader) : 0;
    }

    /** {@code CREATE TABLE pg_temp.t} is the same as {@code CREATE TEMP TABLE t}. */
    private static boolean isInTemporarySchema(SqlReader reader) {
        if (!reader.isOneOf("TABLE", "SEQUENCE", "VIEW")) {
            return false;
        }
        do {
            reader.next();
        } while (reader.isOneOf("IF", "NOT", "EXISTS"));
        return reader.is("PG_TEMP");
    }

    private static int temporary(SqlReader reader) {
        boolean onCommit = false;
        for (boolean on = false; !reader.isEnd(); reader.next()) {
            if (onCommit && reader.is("DROP")) {
                return Pin.TEMP_UNTIL_COMMIT.bit();
            }
            onCommit = on && reader.is("COMMIT");
            on = reader.is("ON");
        }
        return Pin.TEMP_OBJECT.bit();
    }

    private static int declare(SqlReader reader) {
        boolean isCursor = false;
        boolean isHeld = false;
        for (boolean with = false; !reader.isEnd(); reader.next()) {
            isHeld |= isCursor && with && reader.is("HOLD");
            isCursor |= reader.is("CURSOR");
            with = reader.is("WITH");
        }
        if (!isCursor) {
            return 0;
        }
        return isHeld ? Pin.CURSOR_HELD.bit() : Pin.CURSOR.bit();
    }

    private static int query(SqlReader reader) {
        boolean mayMakeTable = reader.isOneOf("SELECT", "WITH");
        boolean afterInsert = false;
        int pins = 0;
        while (!reader.isEnd()) {
            boolean isInto = mayMakeTable && !afterInsert && reader.is("INTO");
            afterInsert = reader.isOneOf("INSERT", "MERGE");
            if (reader.is("SET_CONFIG") && reader.isCalled()) {
                pins |= setConfig(reader);
                continue;
            }
            if (reader.length() <= LONGEST_FUNCTION && reader.isCalled()) {
                pins |= function(reader);
            }
            reader.next();
            if (isInto && reader.isOneOf("TEMP", "TEMPORARY")) {
                reader.next();
                pins |= reader.isName() && !reader.is("FROM") ? Pin.TEMP_OBJECT.bit() : 0;
            }
        }
        return pins;
    }

    private static int function(SqlReader reader) {
        if (reader.isOneOf("NEXTVAL", "SETVAL")) {
            return Pin.SEQUENCE.bit();
        }
        if (reader.isOneOf("CURRVAL", "LASTVAL")) {
            return Pin.SEQUENCE_READ.bit();
        }
        boolean locks = reader.isOneOf(
                "PG_ADVISORY_LOCK", "PG_TRY_ADVISORY_LOCK", "PG_ADVISORY_LOCK_SHARED", "PG_TRY_ADVISORY_LOCK_SHARED");
        return locks ? Pin.LOCK.bit() : 0;
    }

    /** {@code set_config(name, value, is_local)}: for the session only where it says so itself. */
    private static int setConfig(SqlReader reader) {
        int depth = 0;
        int argument = 1;
        boolean isForSession = false;
        for (reader.next(); reader.kind() != SqlReader.Kind.END; reader.next()) {
            if (reader.isMark('(')) {
                depth++;
            } else if (reader.isMark(')') && --depth <= 0) {
                break;
            } else if (reader.isMark(',') && depth == 1) {
                argument++;
            }
            isForSession |= argument == 3 && depth == 1 && reader.is("FALSE");
        }
        return isForSession ? Pin.SET.bit() : Pin.SET_LOCAL.bit();
    }
}
