package io.connwake.recorder;

/** What the first word of a statement says of it; nothing else is looked at, and nothing is kept. */
final class FirstWord {
    private static final String[] WRITE_NOTHING = {
        "SET",
        "USE",
        "SHOW",
        "RESET",
        "BEGIN",
        "START",
        "COMMIT",
        "LISTEN",
        "DISCARD",
        "DECLARE",
        "RELEASE",
        "ROLLBACK",
        "SAVEPOINT"
    };

    private FirstWord() {}

    /** Whether it is of a kind that leaves no work behind: it sets something, or begins or ends a transaction. */
    static boolean writesNothing(String sql) {
        int start = 0;
        while (start < sql.length() && sql.charAt(start) <= ' ') {
            start++;
        }
        for (String word : WRITE_NOTHING) {
            int end = start + word.length();
            if (sql.regionMatches(true, start, word, 0, word.length())
                    && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
