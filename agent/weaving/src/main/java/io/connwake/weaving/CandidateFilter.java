package io.connwake.weaving;

/**
 * The question asked of every class that the JVM loads: does its constant pool mention one of the hooked words and, which
 * few are asked, any of its bytes {@code java.sql} or {@code javax.sql}? It stands alone, because it is
 * the one part of this room that an application without JDBC pays for.
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

    private static final int LONGEST = 19;
    private static final int LETTERS = 128;

    /** The fourth letter of the words by length and first letter, 0 for none: one look settles nearly every name. */
    private static final byte[] FOURTH = new byte[(LONGEST + 1) * LETTERS];

    private static final int TELLING = 3;

    static {
        for (String word : WORDS) {
            FOURTH[word.length() * LETTERS + word.charAt(0)] = (byte) word.charAt(TELLING);
        }
    }

    /** Bytes of a constant pool entry by tag, the tag included; 0 where there is no such entry. */
    private static final byte[] ENTRY_SIZES = {0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    private static final String SQL = "/sql/";

    /** How far the end of a window may move on by the byte it stands on, so that no {@link #SQL} is passed over. */
    private static final byte[] SKIPS = new byte[LETTERS];

    static {
        for (int i = 0; i < LETTERS; i++) {
            int before = SQL.lastIndexOf(i, SQL.length() - 2);
            SKIPS[i] = (byte) (SQL.length() - 1 - before);
        }
    }

    private CandidateFilter() {}

    /** Whether the class deserves a look at its methods; malformed bytes do not. */
    public static boolean accepts(byte[] classFile) {
        if (classFile.length <= FIRST_ENTRY) {
            return false;
        }
        try {
            return mentionsWord(classFile) && mentionsSql(classFile);
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
        if (length > LONGEST || b[at] < 0 || FOURTH[length * LETTERS + b[at]] == 0) {
            return false;
        }
        for (String word : WORDS) {
            if (word.length() == length && is(word, b, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentionsWord(byte[] b) {
        int entries = u2(b, COUNT_AT);
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
                if (fourth != 0 && fourth == b[at + TELLING] && isWord(b, at, length)) {
                    return true;
                }
            }
            at += length;
        }
        return false;
    }

    /**
     * Whether {@code java/sql/} or {@code javax/sql/} stands anywhere. Looks at every fifth byte or so (Horspool), which
     * is less work than to look through the descriptors, and a plain loop that is cheap to compile.
     */
    private static boolean mentionsSql(byte[] b) {
        int last = SQL.length() - 1;
        for (int at = last; at < b.length; ) {
            int letter = b[at];
            if (letter == '/'
                    && is(SQL, b, at - last)
                    && (endsAt("java", b, at - last) || endsAt("javax", b, at - last))) {
                return true;
            }
            at += letter < 0 ? SQL.length() : SKIPS[letter];
        }
        return false;
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
