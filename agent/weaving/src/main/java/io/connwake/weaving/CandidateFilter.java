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

    /** Bytes of a constant pool entry by tag, the tag included; 0 where there is no such entry of fixed size. */
    private static final byte[] ENTRY_SIZES = {0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    private CandidateFilter() {}

    /** Whether the class deserves a look at its methods; malformed bytes do not. */
    public static boolean accepts(byte[] classFile) {
        if (classFile.length <= FIRST_ENTRY) {
            return false;
        }
        try {
            return mentions(classFile, true) && mentions(classFile, false);
        } catch (ArrayIndexOutOfBoundsException malformed) {
            return false;
        }
    }

    static int u2(byte[] b, int at) {
        return (b[at] & 0xFF) << 8 | b[at + 1] & 0xFF;
    }

    /** The size of an entry that is no string; throws {@link ArrayIndexOutOfBoundsException} for an unknown tag. */
    static int entrySize(int tag) {
        int size = ENTRY_SIZES[tag];
        if (size == 0) {
            throw new ArrayIndexOutOfBoundsException(tag);
        }
        return size;
    }

    /** Whether an entry takes two numbers of the pool. */
    static boolean takesTwo(int tag) {
        return tag == 5 || tag == 6;
    }

    private static boolean mentions(byte[] b, boolean words) {
        int entries = u2(b, COUNT_AT);
        int at = FIRST_ENTRY;
        for (int i = 1; i < entries; i++) {
            int tag = b[at];
            if (tag == UTF8) {
                int length = u2(b, at + 1);
                if (words ? isWord(b, at + 3, length) : isSqlType(b, at + 3, length)) {
                    return true;
                }
                at += 3 + length;
            } else {
                at += entrySize(tag);
                if (takesTwo(tag)) {
                    i++;
                }
            }
        }
        return false;
    }

    /** The words of all taps; a test holds the two equal. */
    private static boolean isWord(byte[] b, int at, int length) {
        return switch (length) {
            case 5 -> is("close", b, at) || is("abort", b, at);
            case 6 -> is("commit", b, at);
            case 7 -> is("connect", b, at) || is("execute", b, at) || is("isValid", b, at);
            case 8 -> is("rollback", b, at);
            case 11 -> is("prepareCall", b, at);
            case 12 -> is("executeQuery", b, at) || is("executeBatch", b, at);
            case 13 -> is("getConnection", b, at) || is("executeUpdate", b, at) || is("setAutoCommit", b, at);
            case 15 -> is("createStatement", b, at);
            case 16 -> is("prepareStatement", b, at);
            case 17 -> is("executeLargeBatch", b, at);
            case 18 -> is("executeLargeUpdate", b, at);
            default -> false;
        };
    }

    private static boolean is(String word, byte[] b, int at) {
        int length = word.length();
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != b[at + i]) {
                return false;
            }
        }
        return true;
    }

    /** {@code java/sql/…} or {@code javax/sql/…}, as a name or anywhere in a descriptor. */
    private static boolean isSqlType(byte[] b, int at, int length) {
        int last = at + length - "/sql/".length();
        for (int i = at + "java".length(); i <= last; i++) {
            if (b[i] == '/' && is("/sql/", b, i) && (b[i - 1] == 'a' || b[i - 1] == 'x')) {
                return true;
            }
        }
        return false;
    }
}
