package io.connwake.weaving;

/**
 * The question asked of every class that the JVM loads, so it looks at nothing but the constant pool: does the class
 * mention one of the hooked words, and anything of {@code java.sql} or {@code javax.sql}? It stands alone, because it is
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
        "prepareStatement",
        "executeLargeBatch",
        "executeLargeUpdate"
    };

    private static final int LONGEST = 18;
    private static final int LETTERS = 128;

    /** By length and first letter: nearly all names are told apart by one look, without a call. */
    private static final boolean[] MAY_BE_WORD = new boolean[(LONGEST + 1) * LETTERS];

    static {
        for (String word : WORDS) {
            MAY_BE_WORD[word.length() * LETTERS + word.charAt(0)] = true;
        }
    }

    /** Bytes of a constant pool entry by tag, the tag included; 0 where there is no such entry. */
    private static final byte[] ENTRY_SIZES = {0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

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

    static int u2(byte[] b, int at) {
        return ((b[at] & 0xFF) << 8) | (b[at + 1] & 0xFF);
    }

    /** The size of an entry that is no string, its tag included; 0 for an unknown tag. */
    static int entrySize(int tag) {
        return ENTRY_SIZES[tag];
    }

    /** Whether the bytes are one of the words of all taps; a test holds the two equal. */
    static boolean isWord(byte[] b, int at, int length) {
        if (!mayBeWord(b, at, length)) {
            return false;
        }
        for (String word : WORDS) {
            if (word.length() == length && is(word, b, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeWord(byte[] b, int at, int length) {
        return length <= LONGEST && b[at] >= 0 && MAY_BE_WORD[length * LETTERS + b[at]];
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
            if (length <= LONGEST && b[at] >= 0 && MAY_BE_WORD[length * LETTERS + b[at]] && isWord(b, at, length)) {
                return true;
            }
            at += length;
        }
        return false;
    }

    /** As the name of a type, as the type of a field, or anywhere in the type of a method. */
    private static boolean mentionsSql(byte[] b) {
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
            int first = length == 0 ? 0 : b[at];
            if ((first == 'j' && isSql(b, at))
                    || (first == 'L' && isSql(b, at + 1))
                    || (first == '(' && anySql(b, at, length))) {
                return true;
            }
            at += length;
        }
        return false;
    }

    private static boolean anySql(byte[] b, int at, int length) {
        for (int i = at + 1; i < at + length; i++) {
            if (b[i] == 'j' && isSql(b, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSql(byte[] b, int at) {
        return is("java/sql/", b, at) || is("javax/sql/", b, at);
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
