package io.connwake.recorder.pinning;

/** SQL Server, whose statements need no mark between them: what pins is looked for behind every word. */
final class SqlServerPins {
    /** AWS, "Avoiding pinning": {@code SET} statements that pin for SQL Server. */
    private static final String[] PINNING = {
        "ANSI_DEFAULTS",
        "ANSI_NULL_DFLT",
        "ANSI_NULL_DFLT_OFF",
        "ANSI_NULL_DFLT_ON",
        "ARITHIGNORE",
        "DEADLOCK_PRIORITY",
        "FIPS_FLAGGER",
        "FMTONLY",
        "FORCEPLAN",
        "IDENTITY_INSERT",
        "NOCOUNT",
        "NOEXEC",
        "OFFSETS",
        "PARSEONLY",
        "QUERY_GOVERNOR_COST_LIMIT",
        "REMOTE_PROC_TRANSACTIONS",
        "ROWCOUNT",
        "SHOWPLAN_ALL",
        "SHOWPLAN_TEXT",
        "SHOWPLAN_XML",
        "STATISTICS",
        "XACT_ABORT"
    };

    private SqlServerPins() {}

    /** To its end. */
    static int statement(SqlReader reader) {
        int pins = 0;
        boolean makesTable = false;
        while (!reader.isEnd()) {
            if (reader.is("SET")) {
                reader.next();
                pins |= set(reader);
                continue;
            }
            if (reader.is("DECLARE")) {
                pins |= declare(reader);
                continue;
            }
            if (reader.is("BEGIN")) {
                reader.next();
                pins |= begin(reader);
                continue;
            }
            pins |= makesTable && reader.beginsWith('#') ? Pin.TEMP_OBJECT.bit() : 0;
            pins |= reader.isOneOf("SP_PREPARE", "SP_PREPEXEC") ? Pin.PREPARED.bit() : 0;
            pins |= reader.is("SP_CURSOROPEN") ? Pin.CURSOR.bit() : 0;
            makesTable = reader.isOneOf("TABLE", "INTO");
            reader.next();
        }
        return pins;
    }

    /** Not the {@code SET} of an {@code UPDATE}. */
    private static int set(SqlReader reader) {
        if (!reader.isOneOf(PINNING)) {
            return 0;
        }
        reader.next();
        return reader.isMark('=') || reader.isMark('.') ? 0 : Pin.SET.bit();
    }

    /** Of a name, or of a variable. */
    private static int declare(SqlReader reader) {
        reader.next();
        if (reader.isMark('@')) {
            reader.next();
        }
        if (!reader.isName()) {
            return 0;
        }
        reader.next();
        while (reader.isOneOf("INSENSITIVE", "SCROLL")) {
            reader.next();
        }
        return reader.is("CURSOR") ? Pin.CURSOR.bit() : 0;
    }

    private static int begin(SqlReader reader) {
        if (reader.is("DISTRIBUTED")) {
            return Pin.OTHER.bit();
        }
        return reader.isOneOf("TRAN", "TRANSACTION") ? Pin.OTHER_LIKELY.bit() : 0;
    }
}
