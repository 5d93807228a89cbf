package io.connwake.weaving;

/**
 * The question asked of every class that the JVM loads: does its constant pool mention one of the hooked words and, which
 * few are asked, any of its bytes {@code java.sql} or {@code javax.sql}, or beside a word of servlets or of Lambda's
 * handlers the package of these? It stands alone, because it is the one part of this room that an application without
 * JDBC pays for.
 */
public final class CandidateFilter {
    private static final int COUNT_AT = 8;
    private static final int FIRST_ENTRY = 10;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private static final String[] WORDS = {
        "close",
        "abort",
        "commit",
        "connect",
        "execute",
        "isValid",
        "rollback",
        "prepareCall",
        "executeQuery",
        "executeBatch",
        "getConnection",
        "executeUpdate",
        "setAutoCommit",
        "createStatement",
        "getXAConnection",
        "prepareStatement",
        "executeLargeBatch",
        "executeLargeUpdate",
        "getPooledConnection"
    };

    /** Of {@link BoundaryTap#SERVE}. */
    private static final String[] SERVING = {"service", "doFilter"};

    /** Of {@link BoundaryTap#HANDLE}. */
    private static final String[] HANDLING = {"handleRequest"};

    private static final int OF_JDBC = 1;
    private static final int OF_SERVLETS = 2;
    private static final int OF_LAMBDA = 4;

    private static final int LONGEST = 19;
    private static final int LETTERS = 128;

    /** The fourth letter of the words by length and first letter, 0 for none: one look settles nearly every name. */
    private static final byte[] FOURTH = new byte[(LONGEST + 1) * LETTERS];

    private static final int TELLING = 3;

    static {
        mark(WORDS);
        mark(SERVING);
        mark(HANDLING);
    }

    /** Bytes of a constant pool entry by tag, the tag included; 0 where there is no such entry. */
    private static final byte[] ENTRY_SIZES = {0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    private static final String SQL = "/sql/";
    private static final String SERVLET = "/servlet/";
    private static final String LAMBDA = "/lambda/";

    private static final byte[] SQL_SKIPS = skips(SQL);
    private static final byte[] SERVLET_SKIPS = skips(SERVLET);
    private static final byte[] LAMBDA_SKIPS = skips(LAMBDA);

    private CandidateFilter() {}

    /** Whether the class deserves a look at its methods; malformed bytes do not. */
    public static boolean accepts(byte[] classFile) {
        if (classFile.length <= FIRST_ENTRY) {
            return false;
        }
        try {
            return mentionsBoth(classFile);
        } catch (ArrayIndexOutOfBoundsException malformed) {
            return false;
        }
    }

    /** Whether it is worth a look if a class is one of {@link Entrances}, which most applications need not load. */
    public static boolean mayBeEntrance(String className) {
        int length = className.length();
        return switch (length == 0 ? ' ' : className.charAt(length - 1)) {
            case 'e' -> className.endsWith("DataSource");
            case 'r' -> className.endsWith("Driver");
            case 'l' -> className.endsWith("DataSourceImpl");
            case 'y' -> className.endsWith("DataSourceProxy");
            case 'C' -> className.endsWith("/JDBC");
            default -> false;
        };
    }

    /** Whether it is worth a look if a class is one where units of work begin and end, which mentions no JDBC. */
    public static boolean mayBeBoundary(String className) {
        return className.endsWith("ClientImpl") || className.endsWith("RuntimeClient");
    }

    static int u2(byte[] b, int at) {
        return ((b[at] & 0xFF) << 8) | (b[at + 1] & 0xFF);
    }

    /** The size of an entry that is no string, its tag included; 0 for an unknown tag. */
    static int entrySize(int tag) {
        return ENTRY_SIZES[tag];
    }

    /** Whether the bytes are one of the words of all taps; a test holds the two equal. */
    static boolean isWord(byte[] b, int at, int length) {
        return topic(b, at, length) != 0;
    }

    private static int topic(byte[] b, int at, int length) {
        if (length > LONGEST || b[at] < 0 || FOURTH[length * LETTERS + b[at]] == 0) {
            return 0;
        }
        if (isOneOf(WORDS, b, at, length)) {
            return OF_JDBC;
        }
        if (isOneOf(SERVING, b, at, length)) {
            return OF_SERVLETS;
        }
        return isOneOf(HANDLING, b, at, length) ? OF_LAMBDA : 0;
    }

    private static boolean isOneOf(String[] words, byte[] b, int at, int length) {
        for (String word : words) {
            if (word.length() == length && is(word, b, at)) {
                return true;
            }
        }
        return false;
    }

    /** A word and, looked for once a topic, the packages of what it is about. */
    private static boolean mentionsBoth(byte[] b) {
        int entries = u2(b, COUNT_AT);
        int open = OF_JDBC | OF_SERVLETS | OF_LAMBDA;
        int at = FIRST_ENTRY;
        for (int i = 1; i < entries; i++) {
            int tag = b[at];
            if (tag != UTF8) {
                at += ENTRY_SIZES[tag];
                i += tag == LONG || tag == DOUBLE ? 1 : 0;
                continue;
            }
            int length = ((b[at + 1] & 0xFF) << 8) | (b[at + 2] & 0xFF);
            at += 3;
            if (length <= LONGEST && b[at] >= 0) {
                int fourth = FOURTH[length * LETTERS + b[at]];
                if (fourth != 0 && fourth == b[at + TELLING]) {
                    int topic = topic(b, at, length) & open;
                    if (topic != 0 && mentions(topic, b)) {
                        return true;
                    }
                    open ^= topic;
                }
            }
            at += length;
        }
        return false;
    }

    private static boolean mentions(int topic, byte[] b) {
        return switch (topic) {
            case OF_JDBC -> mentionsSql(b);
            case OF_SERVLETS -> mentions(SERVLET, SERVLET_SKIPS, "javax", "jakarta", b);
            default -> mentions(LAMBDA, LAMBDA_SKIPS, "services", "services", b);
        };
    }

    /** Whether {@code java/sql/} or {@code javax/sql/} stands anywhere. */
    static boolean mentionsSql(byte[] b) {
        return mentions(SQL, SQL_SKIPS, "java", "javax", b);
    }

    /**
     * Whether a text stands anywhere behind one of two others. Looks at every fifth byte or so (Horspool), which is less
     * work than to look through the descriptors, and a plain loop that is cheap to compile.
     */
    private static boolean mentions(String text, byte[] skips, String before, String orBefore, byte[] b) {
        int last = text.length() - 1;
        for (int at = last; at < b.length; ) {
            int letter = b[at];
            if (letter == '/'
                    && is(text, b, at - last)
                    && (endsAt(before, b, at - last) || endsAt(orBefore, b, at - last))) {
                return true;
            }
            at += letter < 0 ? text.length() : skips[letter];
        }
        return false;
    }

    /** How far the end of a window may move on by the byte it stands on, so that the text is never passed over. */
    private static byte[] skips(String text) {
        byte[] skips = new byte[LETTERS];
        for (int i = 0; i < LETTERS; i++) {
            int before = text.lastIndexOf(i, text.length() - 2);
            skips[i] = (byte) (text.length() - 1 - before);
        }
        return skips;
    }

    private static void mark(String[] words) {
        for (String word : words) {
            FOURTH[word.length() * LETTERS + word.charAt(0)] = (byte) word.charAt(TELLING);
        }
    }

    private static boolean endsAt(String text, byte[] b, int end) {
        return end >= text.length() && is(text, b, end - text.length());
    }

    private static boolean is(String text, byte[] b, int at) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= b.length || text.charAt(i) != b[at + i]) {
                return false;
            }
        }
        return true;
    }
}
