package io.connwake.weaving;

import java.util.Arrays;
import java.util.Objects;

/** Bytes that grow at their end, as class files have them. */
final class Tape {
    private byte[] bytes;
    private int size;

    Tape(int room) {
        bytes = new byte[room];
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void u1(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void u2(int value) {
        room(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    void u4(int value) {
        u2(value >> 16);
        u2(value);
    }

    void copy(byte[] from) {
        copy(from, 0, from.length);
    }

    void copy(byte[] from, int start, int end) {
        Objects.checkFromToIndex(start, end, from.length);
        room(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    /** Where a number of two bytes goes that is known later: see {@link #fill}. */
    int gap2() {
        u2(0);
        return size - 2;
    }

    int gap4() {
        u4(0);
        return size - 4;
    }

    void fill2(int gap, int value) {
        bytes[gap] = (byte) (value >> 8);
        bytes[gap + 1] = (byte) value;
    }

    /** With the number of bytes behind it. */
    void fill(int gap) {
        int behind = size - gap - 4;
        fill2(gap, behind >> 16);
        fill2(gap + 2, behind);
    }

    /** Drops all that is behind this many bytes. */
    void cut(int end) {
        size = end;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
