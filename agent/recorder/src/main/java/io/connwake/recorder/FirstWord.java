package io.connwake.recorder;

/** What the words at both ends of a statement's text say of it; nothing else is looked at, and nothing is kept. */
enum FirstWord {
    /** It may write. */
    ANY,
    /** It writes, whether it returns rows or not ({@code INSERT … RETURNING}). */
    WRITES,
    /** It sets something, or begins a transaction: no work is left behind. */
    WRITES_NOTHING,
    /** What was written so far is settled at the server, be it that JDBC does not know. */
    COMMITS,
    ROLLS_BACK;

    private static final String[] WRITE_NOTHING = {
        "SET", "USE", "SHOW", "RESET", "BEGIN", "START", "LISTEN", "DISCARD", "DECLARE", "RELEASE", "SAVEPOINT"
    };

    private static final String[] WRITE = {"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"};

    /** So far from its end a text may say that it commits: {@code insert …; commit;}. */
    private static final int TAIL = 24;

    /** @param perhaps whether the call's name or its result leaves room for it */
    boolean writes(boolean perhaps) {
        return this == WRITES || (perhaps && this == ANY);
    }

    boolean settles() {
        return this == COMMITS || this == ROLLS_BACK;
    }

    /** {@code END} and {@code ABORT} are PostgreSQL's. */
    static FirstWord of(String sql) {
        int start = skipBlanks(sql, 0);
        if (isWord(sql, start, "ROLLBACK") || isWord(sql, start, "ABORT")) {
            return isPartial(sql, start) ? WRITES_NOTHING : ROLLS_BACK;
        }
        if (isWord(sql, start, "COMMIT") || isWord(sql, start, "END")) {
            return COMMITS;
        }
        if (isOneOf(WRITE_NOTHING, sql, start)) {
            return WRITES_NOTHING;
        }
        return endsWithCommit(sql, start) ? COMMITS : writes(sql, start) ? WRITES : ANY;
    }

    /** Whether {@link #of} is {@link #WRITES}, at little cost: of what is prepared no more is asked. */
    static boolean writes(String sql) {
        return writes(sql, skipBlanks(sql, 0));
    }

    private static boolean writes(String sql, int start) {
        if (start == sql.length()) {
            return false;
        }
        return switch (sql.charAt(start)) {
            case 'I', 'i', 'U', 'u', 'D', 'd', 'M', 'm', 'R', 'r' -> isOneOf(WRITE, sql, start);
            default -> false;
        };
    }

    /** {@code ROLLBACK TO SAVEPOINT x}. */
    private static boolean isPartial(String sql, int start) {
        int next = endOfWord(sql, start);
        while (next < sql.length() && sql.charAt(next) <= ' ') {
            int word = skipBlanks(sql, next);
            if (isWord(sql, word, "TO")) {
                return true;
            }
            if (!isWord(sql, word, "WORK") && !isWord(sql, word, "TRANSACTION")) {
                return false;
            }
            next = endOfWord(sql, word);
        }
        return false;
    }

    private static boolean endsWithCommit(String sql, int start) {
        int end = sql.length();
        while (end > start && (sql.charAt(end - 1) <= ' ' || sql.charAt(end - 1) == ';')) {
            end--;
        }
        int last = sql.lastIndexOf(';', end - 1);
        if (last < Math.max(start, end - TAIL)) {
            return false;
        }
        int word = skipBlanks(sql, last + 1);
        return isWord(sql, word, "COMMIT") && endOfWord(sql, word) == end;
    }

    private static int skipBlanks(String sql, int from) {
        int at = from;
        while (at < sql.length() && sql.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int endOfWord(String sql, int from) {
        int at = from;
        while (at < sql.length() && Character.isJavaIdentifierPart(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isOneOf(String[] words, String sql, int start) {
        for (String word : words) {
            if (isWord(sql, start, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(String sql, int start, String word) {
        int end = start + word.length();
        return sql.regionMatches(true, start, word, 0, word.length())
                && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)));
    }
}
