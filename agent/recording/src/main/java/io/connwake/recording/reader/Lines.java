package io.connwake.recording.reader;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream. One that does not end in a newline is torn; one longer than we take is no line of ours. */
final class Lines {
    private static final int FIRST_CAPACITY = 1 << 18;
    private static final int LONGEST = 1 << 27;

    private final InputStream in;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int from;
    private int to;
    private int filled;
    private boolean isFirst = true;
    private boolean isTorn;
    private boolean isTooLong;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Whether there is one more. */
    boolean next() throws IOException {
        from = Math.min(to + 1, filled);
        int searched = from;
        isTooLong = false;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (bytes[i] == '\n') {
                    return found(i);
                }
            }
            if (!room()) {
                return skipRest();
            }
            searched = filled;
            int read = in.read(bytes, filled, bytes.length - filled);
            if (read < 0) {
                return atEnd();
            }
            filled += read;
        }
    }

    private boolean found(int behind) {
        passMark(behind);
        to = behind;
        return true;
    }

    private boolean atEnd() {
        passMark(filled);
        isTorn = !isBlank(from, filled);
        to = filled;
        return false;
    }

    /** A text may begin with a mark of its byte order, which is no part of it. */
    private void passMark(int behind) {
        boolean isMarked = isFirst
                && behind - from >= 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
        from += isMarked ? 3 : 0;
        isFirst = false;
    }

    /** Moves what is left to the front, and grows where that does not help; false if the line is too long. */
    private boolean room() {
        if (filled < bytes.length) {
            return true;
        }
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, filled - from);
            filled -= from;
            from = 0;
            return true;
        }
        if (bytes.length >= LONGEST) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
        return true;
    }

    private boolean skipRest() throws IOException {
        isTooLong = true;
        while (true) {
            filled = Math.max(0, in.read(bytes, 0, bytes.length));
            for (int i = 0; i < filled; i++) {
                if (bytes[i] == '\n') {
                    from = i;
                    to = i;
                    return true;
                }
            }
            if (filled == 0) {
                isTorn = true;
                return false;
            }
        }
    }

    /** Whether the end of the stream cut a line off. */
    boolean isTorn() {
        return isTorn;
    }

    boolean isTooLong() {
        return isTooLong;
    }

    boolean isBlank() {
        return isBlank(from, to);
    }

    private boolean isBlank(int first, int behind) {
        for (int i = first; i < behind; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    /** Behind its last byte. */
    int to() {
        return to;
    }
}
