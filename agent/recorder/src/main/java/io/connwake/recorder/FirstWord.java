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

    private static final String[] WRITE = {"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"};

    private FirstWord() {}

    /** Whether it is of a kind that writes, also where it returns rows ({@code INSERT … RETURNING}). */
    static boolean writes(String sql) {
        int start = start(sql);
        if (start == sql.length()) {
            return false;
        }
        return switch (sql.charAt(start)) {
            case 'I', 'i', 'U', 'u', 'D', 'd', 'M', 'm', 'R', 'r' -> isOneOf(WRITE, sql, start);
            default -> false;
        };
    }

    /** Whether it is of a kind that leaves no work behind: it sets something, or begins or ends a transaction. */
    static boolean writesNothing(String sql) {
        return isOneOf(WRITE_NOTHING, sql, start(sql));
    }

    private static int start(String sql) {
        int start = 0;
        while (start < sql.length() && sql.charAt(start) <= ' ') {
            start++;
        }
        return start;
    }

    private static boolean isOneOf(String[] words, String sql, int start) {
        for (String word : words) {
            int end = start + word.length();
            if (sql.regionMatches(true, start, word, 0, word.length())
                    && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
