package io.connwake.recorder;

/**
 * What the first word of a statement's text says of it, but for comments, and the first words of those that follow it;
 * nothing is kept.
 */
enum FirstWord {
    /** It may write. */
    ANY,
    /** It writes, whether it returns rows or not ({@code INSERT … RETURNING}). */
    WRITES,
    /** It writes if it changes a row, of which it tells the number. */
    CHANGES,
    /** It sets something, or begins a transaction: no work is left behind. */
    WRITES_NOTHING,
    /** It begins a transaction where auto-commit is on, and does not end it. */
    BEGINS,
    /** What was written so far is settled at the server, or left to another to settle, be it that JDBC does not know. */
    COMMITS,
    ROLLS_BACK,
    /** Defines or grants something, which some servers commit together with all before. */
    DEFINES,
    /** Takes what ends with the session: a lock of its own, a {@code LISTEN}. So the connection is meant to be kept. */
    KEEPS,
    /** Gives such up. */
    LETS_GO;

    private static final String[] KEEPING = {
        "PG_ADVISORY_LOCK", "PG_ADVISORY_LOCK_SHARED", "PG_TRY_ADVISORY_LOCK", "PG_TRY_ADVISORY_LOCK_SHARED", "GET_LOCK"
    };

    private static final String[] LETTING_GO = {
        "PG_ADVISORY_UNLOCK", "PG_ADVISORY_UNLOCK_SHARED", "PG_ADVISORY_UNLOCK_ALL", "RELEASE_LOCK", "RELEASE_ALL_LOCKS"
    };

    private static final String[] WRITE_NOTHING = {
        "SET",
        "USE",
        "SHOW",
        "RESET",
        "BEGIN",
        "START",
        "ANALYZE",
        "PREPARE",
        "DISCARD",
        "DECLARE",
        "RELEASE",
        "SAVEPOINT",
        "CLOSE",
        "LOCK",
        "UNLOCK",
        "DEALLOCATE"
    };

    private static final String[] BEGINNING = {
        "WORK", "TRANSACTION", "TRAN", "ISOLATION", "READ", "DEFERRABLE", "IMMEDIATE", "EXCLUSIVE", "DEFERRED"
    };

    private static final String[] ENDS = {"COMMIT", "ROLLBACK", "END", "ABORT"};

    private static final String[] DEFINE = {"CREATE", "ALTER", "DROP", "TRUNCATE", "RENAME", "GRANT", "REVOKE"};

    private static final String[] WRITE = {"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"};

    /** So far a text of several statements is looked at. */
    private static final int FAR = 16_000;

    /** In which letters of ASCII differ by case. */
    private static final int CASE = 0x20;

    /** @param perhaps whether the call's name or its result leaves room for it */
    boolean writes(boolean perhaps) {
        return this == WRITES || this == CHANGES || (perhaps && (this == ANY || this == DEFINES));
    }

    boolean isOfSession() {
        return this == KEEPS || this == LETS_GO;
    }

    boolean settles() {
        return this == COMMITS || this == ROLLS_BACK;
    }

    /** {@code END} and {@code ABORT} are PostgreSQL's. */
    static FirstWord of(String sql) {
        int start = skipBlanks(sql, 0);
        return commitsWithin(sql, start) ? COMMITS : of(sql, start);
    }

    /** By its first word alone, at little cost. */
    static FirstWord ofPrepared(String sql) {
        return of(sql, skipBlanks(sql, 0));
    }

    /**
     * Of a text that is executed outside a transaction: whether it begins one, keeps a connection or lets it go; else it may
     * write.
     */
    static FirstWord ofAlone(String sql) {
        int start = skipBlanks(sql, 0);
        return begins(sql, start) ? BEGINS : ofSession(sql, start);
    }

    /** {@code BEGIN} of a block of statements, which other servers have, begins none. */
    private static boolean begins(String sql, int start) {
        char first = start == sql.length() ? ' ' : sql.charAt(start);
        if (first != 'B' && first != 'b' && first != 'S' && first != 's') {
            return false;
        }
        if (!isPair(sql, start, "START", "TRANSACTION")) {
            int next = isWord(sql, start, "BEGIN") ? skipBlanks(sql, start + "BEGIN".length()) : -1;
            if (next < 0 || (next < sql.length() && sql.charAt(next) != ';' && !isOneOf(BEGINNING, sql, next))) {
                return false;
            }
        }
        return !hasEnding(sql, endOfWord(sql, start));
    }

    /** Whether it may end within the text, whatever stands between: one that is not seen to begin is told of by nobody. */
    private static boolean hasEnding(String sql, int from) {
        int at = from;
        while (at < sql.length()) {
            int end = endOfWord(sql, at);
            if (end > at && isOneOf(ENDS, sql, at)) {
                return true;
            }
            at = Math.max(end, at + 1);
        }
        return false;
    }

    private static FirstWord ofSession(String sql, int start) {
        if (start == sql.length()) {
            return ANY;
        }
        return switch (sql.charAt(start)) {
            case 'D', 'd' -> isWord(sql, start, "DO") ? called(sql, endOfWord(sql, start)) : ANY;
            case 'L', 'l' -> isWord(sql, start, "LISTEN") && isSingle(sql, start) ? KEEPS : ANY;
            case 'S', 's' -> isWord(sql, start, "SELECT") ? called(sql, endOfWord(sql, start)) : ANY;
            case 'U', 'u' -> isWord(sql, start, "UNLISTEN") ? LETS_GO : ANY;
            default -> ANY;
        };
    }

    private static FirstWord called(String sql, int from) {
        int at = skipBlanks(sql, from);
        FirstWord word = isOneOf(KEEPING, sql, at) ? KEEPS : isOneOf(LETTING_GO, sql, at) ? LETS_GO : ANY;
        return word == ANY || isSingle(sql, at) ? word : ANY;
    }

    private static FirstWord of(String sql, int start) {
        FirstWord session = ofSession(sql, start);
        if (session != ANY || start == sql.length()) {
            return session;
        }
        return switch (sql.charAt(start)) {
            case '{' ->
                sql.startsWith("?", skipBlanks(sql, start + 1)) ? WRITES_NOTHING : ANY; // as SELECT of a function

            case 'A', 'a', 'C', 'c', 'E', 'e' -> ending(sql, start);
            case 'P', 'p' -> isPair(sql, start, "PREPARE", "TRANSACTION") ? COMMITS : setting(sql, start);
            case 'R', 'r' -> isWord(sql, start, "REPLACE") ? WRITES : ending(sql, start);
            case 'I', 'i', 'M', 'm' -> isOneOf(WRITE, sql, start) ? WRITES : ANY;
            case 'B', 'b', 'D', 'd', 'G', 'g', 'L', 'l', 'T', 't', 'U', 'u' -> setting(sql, start);
            case 'S', 's' -> isWord(sql, start, "SELECT") ? ANY : setting(sql, start); // most are
            default -> ANY;
        };
    }

    private static FirstWord ending(String sql, int start) {
        if (isWord(sql, start, "COMMIT") || isWord(sql, start, "END")) {
            return isPair(sql, start, "COMMIT", "PREPARED") ? WRITES_NOTHING : COMMITS;
        }
        if (isWord(sql, start, "ROLLBACK") || isWord(sql, start, "ABORT")) {
            return rollsAllBack(sql, endOfWord(sql, start)) ? ROLLS_BACK : WRITES_NOTHING;
        }
        return setting(sql, start);
    }

    private static FirstWord setting(String sql, int start) {
        if (isOneOf(WRITE_NOTHING, sql, start) || isPair(sql, start, "ALTER", "SESSION")) {
            return WRITES_NOTHING;
        }
        if (isOneOf(DEFINE, sql, start)) {
            int kind = skipBlanks(sql, endOfWord(sql, start));
            if (isPair(sql, kind, "OR", "REPLACE")) {
                kind = skipBlanks(sql, endOfWord(sql, skipBlanks(sql, endOfWord(sql, kind))));
            }
            boolean isTemporary = isWord(sql, kind, "TEMPORARY");
            return isTemporary || !isSingle(sql, start) ? ANY : DEFINES;
        }
        boolean tellsRows = isWord(sql, start, "UPDATE") || isWord(sql, start, "DELETE");
        if (tellsRows && isSingle(sql, start)) {
            return CHANGES;
        }
        return isOneOf(WRITE, sql, start) ? WRITES : ANY;
    }

    private static boolean isPair(String sql, int start, String first, String second) {
        return isWord(sql, start, first) && isWord(sql, skipBlanks(sql, endOfWord(sql, start)), second);
    }

    /** Not {@code ROLLBACK TO a}, {@code ROLLBACK PREPARED 'a'}, or SQL Server's {@code ROLLBACK TRAN a}. */
    private static boolean rollsAllBack(String sql, int from) {
        int at = skipBlanks(sql, from);
        if (isWord(sql, at, "WORK") || isWord(sql, at, "TRANSACTION") || isWord(sql, at, "TRAN")) {
            at = skipBlanks(sql, endOfWord(sql, at));
        }
        return at == sql.length() || sql.charAt(at) == ';' || isWord(sql, at, "AND"); // … AND CHAIN
    }

    /** Whether nothing follows it but a semicolon. */
    private static boolean isSingle(String sql, int start) {
        int end = sql.indexOf(';', start);
        return end < 0 || skipBlanks(sql, end + 1) == sql.length();
    }

    /** Whether of several statements one is a {@code COMMIT}, as far as is looked; what comes behind it is not looked at. */
    private static boolean commitsWithin(String sql, int start) {
        int end = sql.indexOf(';', start) < 0 ? start : Math.min(sql.length(), start + FAR);
        int at = start;
        while (at < end) {
            int behind = behindQuoted(sql, at);
            if (behind == at && sql.charAt(at) == ';') {
                behind = skipBlanks(sql, at + 1);
                if (isWord(sql, behind, "COMMIT") && !isPair(sql, behind, "COMMIT", "PREPARED")) {
                    return true;
                }
            }
            at = Math.max(behind, at + 1);
        }
        return false;
    }

    /** Behind the literal, the quoted name or the comment that begins there; there, if none does. */
    private static int behindQuoted(String sql, int at) {
        char first = sql.charAt(at);
        if (first == '-' || first == '/') {
            return behindComment(sql, at);
        }
        if (first == '\'' || first == '"') {
            return behind(sql, String.valueOf(first), at + 1);
        }
        int tag = first == '$' ? sql.indexOf('$', at + 1) : -1;
        return tag >= 0 && endOfWord(sql, at + 1) > tag ? behind(sql, sql.substring(at, tag + 1), tag + 1) : at;
    }

    private static int behind(String sql, String quote, int from) {
        int end = sql.indexOf(quote, from);
        return end < 0 ? sql.length() : end + quote.length();
    }

    /** Comments too: libraries put them before a text or behind it. */
    private static int skipBlanks(String sql, int from) {
        int at = from;
        while (at < sql.length()) {
            char next = sql.charAt(at);
            int behind = next <= ' ' ? at + 1 : next == '-' || next == '/' ? behindComment(sql, at) : at;
            if (behind == at) {
                break;
            }
            at = behind;
        }
        return at;
    }

    /** What MySQL executes of a comment is none. */
    private static int behindComment(String sql, int at) {
        boolean isLine = sql.startsWith("--", at);
        if (!isLine && (!sql.startsWith("/*", at) || sql.startsWith("!", at + 2))) {
            return at;
        }
        int end = isLine ? sql.indexOf('\n', at) : sql.indexOf("*/", at + 2);
        return end < 0 ? sql.length() : end + (isLine ? 1 : 2);
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
            if (beginsAlike(sql, start, word) && isWord(sql, start, word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether their first letters may be the same, in whatever case: of all the words this leaves one or two. */
    private static boolean beginsAlike(String sql, int start, String word) {
        return start + 1 < sql.length()
                && ((sql.charAt(start) ^ word.charAt(0)) | CASE) == CASE
                && ((sql.charAt(start + 1) ^ word.charAt(1)) | CASE) == CASE;
    }

    private static boolean isWord(String sql, int start, String word) {
        int end = start + word.length();
        return sql.regionMatches(true, start, word, 0, word.length())
                && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)));
    }
}
