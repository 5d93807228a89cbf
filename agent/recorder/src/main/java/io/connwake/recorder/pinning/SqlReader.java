package io.connwake.recorder.pinning;

/**
 * Reads the words and marks of a text and passes over comments and literals. What is never closed ends with the text.
 * Each character is looked at a bounded number of times.
 */
final class SqlReader {
    /** What was read last. */
    enum Kind {
        /** A keyword or a name. */
        WORD,
        /** A name in quotes. */
        QUOTED,
        /** Any other character. */
        MARK,
        /** A comment that MySQL executes. */
        EXECUTED_COMMENT,
        END
    }

    private final String sql;
    private final Dialect dialect;
    private int at;
    private int start;
    private int end;
    private Kind kind = Kind.MARK;

    SqlReader(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    Kind kind() {
        return kind;
    }

    /** Whether a statement ends here. */
    boolean isEnd() {
        return kind == Kind.END || isMark(';');
    }

    boolean isMark(char mark) {
        return kind == Kind.MARK && start < sql.length() && sql.charAt(start) == mark;
    }

    /** Whether a mark, or a name in quotes, begins so. */
    boolean beginsWith(char c) {
        return (kind == Kind.MARK || kind == Kind.QUOTED) && start < end && sql.charAt(start) == c;
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** Whether it is this name, given in capitals; letters beyond ASCII are equal to themselves alone. */
    boolean is(String name) {
        int length = name.length();
        if (!isName() || end - start != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = sql.charAt(start + i);
            if ((c >= 'a' && c <= 'z' ? c - 32 : c) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isOneOf(String... names) {
        for (String each : names) {
            if (is(each)) {
                return true;
            }
        }
        return false;
    }

    /** How long the name is. */
    int length() {
        return end - start;
    }

    /** Whether a parenthesis follows the name: it is called. */
    boolean isCalled() {
        if (!isName()) {
            return false;
        }
        int next = at;
        while (next < sql.length() && sql.charAt(next) <= ' ') {
            next++;
        }
        return next < sql.length() && sql.charAt(next) == '(';
    }

    /** Goes on to the next word or mark. */
    void next() {
        int length = sql.length();
        kind = Kind.MARK;
        while (at < length) {
            char c = sql.charAt(at);
            if (c <= ' ') {
                at++;
            } else if (isWordStart(c)) {
                word();
                return;
            } else if (!skipped(c)) {
                other(c);
                return;
            }
            if (kind == Kind.EXECUTED_COMMENT) {
                return;
            }
        }
        start = length;
        end = length;
        kind = Kind.END;
    }

    private void word() {
        start = at;
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
            at++;
        }
        end = at;
        kind = Kind.WORD;
        boolean escapes = dialect == Dialect.POSTGRESQL && end - start == 1 && (sql.charAt(start) | 32) == 'e';
        if (escapes && at < sql.length() && sql.charAt(at) == '\'') {
            quoted('\'', true);
        }
    }

    /** Whether a comment, a literal or a number was passed over. */
    private boolean skipped(char c) {
        boolean isMySql = dialect == Dialect.MYSQL;
        if (c == '\'' || (isMySql && c == '"')) {
            quoted(c, isMySql);
        } else if (isMySql && c == '#') {
            line();
        } else if (c >= '0' && c <= '9') {
            number();
        } else {
            return switch (c) {
                case '-' -> dashes();
                case '/' -> commented();
                case '$' -> dollars();
                default -> false;
            };
        }
        return true;
    }

    private void other(char c) {
        char closing = closingOf(c);
        if (closing != 0) {
            start = at + 1;
            quoted(closing, false);
            end = Math.max(start, at - 1);
            kind = Kind.QUOTED;
        } else {
            start = at++;
            end = at;
            kind = Kind.MARK;
        }
    }

    /** Of a name in quotes; 0 if none begins here. */
    private char closingOf(char c) {
        return switch (dialect) {
            case POSTGRESQL -> c == '"' ? c : 0;
            case MYSQL -> c == '`' ? c : 0;
            case SQL_SERVER -> c == '[' ? ']' : c == '"' ? c : 0;
        };
    }

    /** From its opening mark to behind its closing one; a doubled one stands for itself. */
    private void quoted(char closing, boolean escapes) {
        int length = sql.length();
        for (at++; at < length; at++) {
            char c = sql.charAt(at);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == closing) {
                if (at + 1 >= length || sql.charAt(at + 1) != closing) {
                    at++;
                    return;
                }
                at++;
            }
        }
        at = length;
    }

    /** MySQL wants a blank behind the two dashes. */
    private boolean dashes() {
        if (!follows(at + 1, '-')) {
            return false;
        }
        if (dialect == Dialect.MYSQL && at + 2 < sql.length() && sql.charAt(at + 2) > ' ') {
            return false;
        }
        line();
        return true;
    }

    private void line() {
        while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    private boolean commented() {
        if (!follows(at + 1, '*')) {
            return false;
        }
        boolean isExecuted =
                dialect == Dialect.MYSQL && (follows(at + 2, '!') || (follows(at + 2, 'M') && follows(at + 3, '!')));
        comment();
        start = at;
        end = at;
        if (isExecuted) {
            kind = Kind.EXECUTED_COMMENT;
        }
        return true;
    }

    /** Nested but for MySQL. */
    private void comment() {
        int depth = 0;
        while (at < sql.length()) {
            if (sql.charAt(at) == '*' && follows(at + 1, '/')) {
                at += 2;
                if (--depth <= 0) {
                    return;
                }
            } else if (sql.charAt(at) == '/' && follows(at + 1, '*')) {
                at += 2;
                depth = dialect == Dialect.MYSQL ? 1 : depth + 1;
            } else {
                at++;
            }
        }
    }

    /** {@code $tag$ … $tag$} of PostgreSQL; {@code $1} is a parameter. */
    private boolean dollars() {
        if (dialect != Dialect.POSTGRESQL) {
            return false;
        }
        int close = at + 1;
        if (close < sql.length() && isWordStart(sql.charAt(close))) {
            while (close < sql.length() && sql.charAt(close) != '$' && isWordPart(sql.charAt(close))) {
                close++;
            }
        }
        if (!follows(close, '$')) {
            return false;
        }
        int tag = close + 1 - at;
        int body = close + 1;
        for (int found = sql.indexOf('$', body); found >= 0; found = sql.indexOf('$', found + 1)) {
            if (sql.regionMatches(at, sql, found, tag)) {
                at = found + tag;
                return true;
            }
        }
        at = sql.length();
        return true;
    }

    private void number() {
        while (at < sql.length() && (isWordPart(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
    }

    private boolean follows(int index, char c) {
        return index < sql.length() && sql.charAt(index) == c;
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || (c >= '0' && c <= '9') || c == '$';
    }
}
