package io.connwake.recorder.pinning;

/**
 * Tells what in a text of SQL pins: by the first words of each statement and the names of the functions that it calls.
 * What a stored routine does within is seen neither here nor by the proxy.
 */
public final class PinClassifier {
    /** By AWS's manual a longer text pins whatever it says; so it need not be read. */
    static final int LARGE_BYTES = 16 * 1024;

    private PinClassifier() {}

    /** The bits of the {@link Pin}s, 0 for none. */
    public static int pins(String sql, Dialect dialect) {
        if (isLarge(sql)) {
            return Pin.LARGE_STATEMENT.bit();
        }
        SqlReader reader = new SqlReader(sql, dialect);
        int pins = 0;
        while (reader.kind() != SqlReader.Kind.END) {
            pins |= statement(reader, dialect);
        }
        return pins;
    }

    private static int statement(SqlReader reader, Dialect dialect) {
        do {
            reader.next();
        } while (reader.kind() == SqlReader.Kind.MARK && !reader.isEnd());
        return switch (dialect) {
            case POSTGRESQL -> PostgresPins.statement(reader);
            case MYSQL -> MySqlPins.statement(reader);
            case SQL_SERVER -> SqlServerPins.statement(reader);
        };
    }

    /** Reads to the end of the statement. */
    static void skip(SqlReader reader) {
        while (!reader.isEnd()) {
            reader.next();
        }
    }

    /** In UTF-8, as drivers send it; most texts need not be counted. */
    private static boolean isLarge(String sql) {
        int length = sql.length();
        if (length > LARGE_BYTES || length * 3 <= LARGE_BYTES) {
            return length > LARGE_BYTES;
        }
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = sql.charAt(i);
            if (c >= 0x80) {
                bytes += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return bytes > LARGE_BYTES;
    }
}
