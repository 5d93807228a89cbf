package io.connwake.recorder;

/** Finds words in a statement's text, and the ends of what is none: blanks, comments, literals. Nothing is kept or made. */
final class SqlText {
    /** In which letters of ASCII differ by case. */
    private static final int CASE = 0x20;

    private SqlText() {}

    static boolean isPair(String sql, int start, String first, String second) {
        return isWord(sql, start, first) && isWord(sql, skipBlanks(sql, endOfWord(sql, start)), second);
    }

    /** Whether nothing follows it but a semicolon. */
    static boolean isSingle(String sql, int start) {
        int end = sql.indexOf(';', start);
        return end < 0 || skipBlanks(sql, end + 1) == sql.length();
    }

    /** Behind the literal, the quoted name or the comment that begins there; there, if none does. */
    static int behindQuoted(String sql, int at) {
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
    static int skipBlanks(String sql, int from) {
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

    static int endOfWord(String sql, int from) {
        int at = from;
        while (at < sql.length() && Character.isJavaIdentifierPart(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isOneOf(String[] words, String sql, int start) {
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

    static boolean isWord(String sql, int start, String word) {
        int end = start + word.length();
        return sql.regionMatches(true, start, word, 0, word.length())
                && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)));
    }
}
