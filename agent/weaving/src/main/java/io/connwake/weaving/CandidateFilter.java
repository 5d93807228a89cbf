package io.connwake.weaving;

import java.nio.charset.StandardCharsets;

/**
 * The question asked of every class that the JVM loads, so it looks at nothing but the constant pool: does the class
 * mention one of the hooked words, and anything of {@code java.sql} or {@code javax.sql}?
 */
public final class CandidateFilter {
    private static final byte[] SQL = "/sql/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[][] WORDS = words();
    private static final long LENGTHS = lengths();

    private static final int FIRST_ENTRY = 10;
    private static final int UTF8 = 1;

    private CandidateFilter() {}

    /** Whether the class deserves a look at its methods; malformed bytes do not. */
    public static boolean accepts(byte[] classFile) {
        if (classFile.length < FIRST_ENTRY + 8) {
            return false;
        }
        try {
            return mentions(classFile, true) && mentions(classFile, false);
        } catch (ArrayIndexOutOfBoundsException malformed) {
            return false;
        }
    }

    private static boolean mentions(byte[] b, boolean words) {
        int entries = ClassShape.u2(b, 8);
        int at = FIRST_ENTRY;
        for (int i = 1; i < entries; i++) {
            int tag = b[at];
            if (tag == UTF8) {
                int length = ClassShape.u2(b, at + 1);
                if (words ? isWord(b, at + 3, length) : isSqlType(b, at + 3, length)) {
                    return true;
                }
                at += 3 + length;
            } else {
                at += ClassShape.entrySize(tag);
                if (ClassShape.takesTwo(tag)) {
                    i++;
                }
            }
        }
        return false;
    }

    private static boolean isWord(byte[] b, int at, int length) {
        if (length >= 64 || (LENGTHS >>> length & 1) == 0) {
            return false;
        }
        for (byte[] word : WORDS) {
            if (word.length == length && word[0] == b[at] && equal(word, b, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(byte[] word, byte[] b, int at) {
        for (int i = 1; i < word.length; i++) {
            if (word[i] != b[at + i]) {
                return false;
            }
        }
        return true;
    }

    /** {@code java/sql/…} or {@code javax/sql/…}, as a name or anywhere in a descriptor. */
    private static boolean isSqlType(byte[] b, int at, int length) {
        int last = at + length - SQL.length;
        for (int i = at + 4; i <= last; i++) {
            if (b[i] == '/' && b[i + 1] == 's' && b[i + 2] == 'q' && b[i + 3] == 'l' && b[i + 4] == '/') {
                byte before = b[i - 1];
                if (before == 'a' || before == 'x') {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[][] words() {
        Tap[] taps = Tap.values();
        int count = 0;
        for (Tap tap : taps) {
            count += tap.words().length;
        }
        byte[][] words = new byte[count][];
        int next = 0;
        for (Tap tap : taps) {
            for (String word : tap.words()) {
                words[next++] = word.getBytes(StandardCharsets.US_ASCII);
            }
        }
        return words;
    }

    private static long lengths() {
        long lengths = 0;
        for (byte[] word : WORDS) {
            lengths |= 1L << word.length;
        }
        return lengths;
    }
}
