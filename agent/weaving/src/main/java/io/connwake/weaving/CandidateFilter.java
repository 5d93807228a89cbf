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

    /** A place in a constant pool: how many entries are before it, and one, times this; and where it is in the file. */
    private static final long ENTRY = 1L << 32;

    /** A place that is worth a look. */
    private static final long MARK = Long.MIN_VALUE;

    /** So many entries at most are passed in one go. */
    private static final int STRIDE = 8;

    /** So many bytes of a class are passed in one go. */
    private static final int HOPS = 8;

    /** Of each topic two texts of one length, and the place of a letter in both that is rare elsewhere. */
    private static final String[] SQL = {"java/sql/", "avax/sql/"};

    private static final int SQL_RARE = 6;
    private static final String[] SERVLETS = {"javax/servlet/", "karta/servlet/"};
    private static final int SERVLETS_RARE = 9;
    private static final String[] LAMBDA = {"services/lambda/", "services/lambda/"};
    private static final int LAMBDA_RARE = 12;

    private static final byte[] SQL_HOPS = hops(SQL, SQL_RARE);
    private static final byte[] SERVLETS_HOPS = hops(SERVLETS, SERVLETS_RARE);
    private static final byte[] LAMBDA_HOPS = hops(LAMBDA, LAMBDA_RARE);

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

    /**
     * A word and, looked for once a topic, the packages of what it is about. A loop that goes round as often as there are
     * constants would be compiled four times over, for more than it takes: here it goes round a quarter as often, and
     * what it calls has no loop.
     */
    private static boolean mentionsBoth(byte[] b) {
        int entries = u2(b, COUNT_AT);
        int open = OF_JDBC | OF_SERVLETS | OF_LAMBDA;
        long place = ENTRY | FIRST_ENTRY;
        for (int left = entries - 1; left > 0; left = entries - (int) (place >>> 32)) {
            place = left > STRIDE ? pass(b, pass(b, pass(b, pass(b, place)))) : pass(b, place);
            if (place < 0) {
                place ^= MARK;
                int at = (int) place;
                int length = u2(b, at + 1);
                int topic = topic(b, at + 3, length) & open;
                if (topic != 0 && mentions(topic, b)) {
                    return true;
                }
                open ^= topic;
                place += ENTRY + 3 + length;
            }
        }
        return false;
    }

    /** The place behind an entry; its own with a mark if the entry may be a word. */
    private static long pass(byte[] b, long place) {
        if (place < 0) {
            return place;
        }
        int at = (int) place;
        int tag = b[at];
        if (tag != UTF8) {
            return place + ENTRY_SIZES[tag] + (tag == LONG || tag == DOUBLE ? 2 * ENTRY : ENTRY);
        }
        int length = ((b[at + 1] & 0xFF) << 8) | (b[at + 2] & 0xFF);
        if (length <= LONGEST && b[at + 3] >= 0) {
            int fourth = FOURTH[length * LETTERS + b[at + 3]];
            if (fourth != 0 && fourth == b[at + 3 + TELLING]) {
                return place | MARK;
            }
        }
        return place + ENTRY + 3 + length;
    }

    private static boolean mentions(int topic, byte[] b) {
        return switch (topic) {
            case OF_JDBC -> mentionsSql(b);
            case OF_SERVLETS -> mentions(SERVLETS, SERVLETS_RARE, SERVLETS_HOPS, b);
            default -> mentions(LAMBDA, LAMBDA_RARE, LAMBDA_HOPS, b);
        };
    }

    /** Whether {@code java/sql/} or {@code javax/sql/} stands anywhere. */
    static boolean mentionsSql(byte[] b) {
        return mentions(SQL, SQL_RARE, SQL_HOPS, b);
    }

    /**
     * Whether one of two texts stands anywhere. Looks at every sixth byte or so (Horspool), which is less work than to look
     * through the descriptors; eight of them each time that it goes round, as above.
     */
    private static boolean mentions(String[] texts, int rare, byte[] hops, byte[] b) {
        int letter = texts[0].charAt(rare);
        int far = b.length - HOPS * texts[0].length();
        for (int at = rare; at < b.length; ) {
            at = at < far ? hop(hops, b, at) : at + hops[b[at] & (LETTERS - 1)];
            if (at < b.length && (b[at] & (LETTERS - 1)) == letter) {
                if (is(texts[0], b, at - rare) || is(texts[1], b, at - rare)) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    /** Moves on eight times, or up to the rare letter. */
    private static int hop(byte[] hops, byte[] b, int from) {
        int at = from;
        at += hops[b[at] & (LETTERS - 1)];
        at += hops[b[at] & (LETTERS - 1)];
        at += hops[b[at] & (LETTERS - 1)];
        at += hops[b[at] & (LETTERS - 1)];
        at += hops[b[at] & (LETTERS - 1)];
        at += hops[b[at] & (LETTERS - 1)];
        at += hops[b[at] & (LETTERS - 1)];
        at += hops[b[at] & (LETTERS - 1)];
        return at;
    }

    /**
     * How far the end of a window may move on by the byte it stands on, so that no text is passed over: not at all by the
     * rare letter. A byte beyond ASCII counts as one within.
     */
    private static byte[] hops(String[] texts, int rare) {
        byte[] hops = new byte[LETTERS];
        for (int i = 0; i < LETTERS; i++) {
            int before = Math.max(texts[0].lastIndexOf(i, rare - 1), texts[1].lastIndexOf(i, rare - 1));
            hops[i] = (byte) (rare - before);
        }
        hops[texts[0].charAt(rare)] = 0;
        return hops;
    }

    private static void mark(String[] words) {
        for (String word : words) {
            FOURTH[word.length() * LETTERS + word.charAt(0)] = (byte) word.charAt(TELLING);
        }
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
