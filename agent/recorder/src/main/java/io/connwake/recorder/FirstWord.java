package io.connwake.recorder;

import static io.connwake.recorder.SqlText.behindQuoted;
import static io.connwake.recorder.SqlText.endOfWord;
import static io.connwake.recorder.SqlText.isOneOf;
import static io.connwake.recorder.SqlText.isPair;
import static io.connwake.recorder.SqlText.isSingle;
import static io.connwake.recorder.SqlText.isWord;
import static io.connwake.recorder.SqlText.skipBlanks;

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
    /** The same, and writes in it at once. */
    BEGINS_AND_WRITES,
    /** It may end the transaction that it is executed in, in one way or the other. */
    MAY_END,
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
    /** And so far one that is prepared, which may never be executed. */
    private static final int NOT_SO_FAR = 1_000;

    /** @param perhaps whether the call's name or its result leaves room for it */
    boolean writes(boolean perhaps) {
        return this == WRITES || this == CHANGES || (perhaps && (this == ANY || this == DEFINES));
    }

    boolean begins() {
        return this == BEGINS || this == BEGINS_AND_WRITES;
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
        FirstWord following = ofFollowing(sql, start);
        FirstWord first = following == COMMITS ? COMMITS : of(sql, start);
        return following != ANY && !first.settles() ? following : first;
    }

    /** By its first word alone, at little cost. */
    static FirstWord ofPrepared(String sql) {
        int start = skipBlanks(sql, 0);
        return begins(sql, start) ? BEGINS : of(sql, start);
    }

    /**
     * Of a text that is executed outside a transaction: whether it begins one, keeps a connection or lets it go; else it may
     * write.
     */
    static FirstWord ofAlone(String sql) {
        int start = skipBlanks(sql, 0);
        if (begins(sql, start)) {
            return ofFollowing(sql, start) == WRITES ? BEGINS_AND_WRITES : BEGINS;
        }
        return ofSession(sql, start);
    }

    /** Whether what ends a transaction stands anywhere in it, be it a name or a literal: in doubt nothing is said. */
    static boolean mayEnd(String sql) {
        return hasEnding(sql, skipBlanks(sql, 0));
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

    /**
     * Whether it may end within the text, whatever stands between, or that is too long to be looked at: one that is not seen to
     * begin is told of by nobody.
     */
    private static boolean hasEnding(String sql, int from) {
        if (sql.length() - from > FAR) {
            return true;
        }
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
            case 'W', 'w' -> isWord(sql, start, "WITH") && writesWithin(sql, start) ? WRITES : ANY;
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

    /** Not {@code ROLLBACK TO a}, {@code ROLLBACK PREPARED 'a'}, or SQL Server's {@code ROLLBACK TRAN a}. */
    private static boolean rollsAllBack(String sql, int from) {
        int at = skipBlanks(sql, from);
        if (isWord(sql, at, "WORK") || isWord(sql, at, "TRANSACTION") || isWord(sql, at, "TRAN")) {
            at = skipBlanks(sql, endOfWord(sql, at));
        }
        return at == sql.length() || sql.charAt(at) == ';' || isWord(sql, at, "AND"); // … AND CHAIN
    }

    /**
     * What those behind the first of several statements say, as far as is looked: that one commits, or may end what was before,
     * behind which nothing is looked at; else whether one writes.
     */
    private static FirstWord ofFollowing(String sql, int start) {
        int end = sql.indexOf(';', start) < 0 ? start : Math.min(sql.length(), start + FAR);
        FirstWord found = ANY;
        int at = start;
        while (at < end) {
            int behind = behindQuoted(sql, at);
            if (behind == at && sql.charAt(at) == ';') {
                behind = skipBlanks(sql, at + 1);
                boolean isCommit = isWord(sql, behind, "COMMIT");
                if (isCommit && !isPair(sql, behind, "COMMIT", "PREPARED")) {
                    return COMMITS;
                }
                if (!isCommit && (isOneOf(ENDS, sql, behind) || isOneOf(DEFINE, sql, behind))) {
                    return MAY_END;
                }
                found = isOneOf(WRITE, sql, behind) ? WRITES : found;
            }
            at = Math.max(behind, at + 1);
        }
        return found;
    }

    /**
     * {@code WITH x AS (INSERT …) …}, {@code WITH x AS (…) DELETE …}: functions have such names too, and are followed by their
     * arguments.
     */
    private static boolean writesWithin(String sql, int start) {
        int end = Math.min(sql.length(), start + NOT_SO_FAR);
        int at = start;
        while (at < end) {
            int behind = behindQuoted(sql, at);
            char here = sql.charAt(at);
            if (behind == at && (here == '(' || here == ')')) {
                behind = skipBlanks(sql, at + 1);
                int word = behind;
                int next = isOneOf(WRITE, sql, word) ? skipBlanks(sql, endOfWord(sql, word)) : end;
                if (next < end && sql.charAt(next) != '(') {
                    return true;
                }
            }
            at = Math.max(behind, at + 1);
        }
        return false;
    }
}
