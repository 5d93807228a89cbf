package io.connwake.agent;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A stretch of a file, or of memory, that is read piece by piece. Safe for use by many threads. */
final class Bytes {
    private final @Nullable RandomAccessFile file;
    private final byte[] memory;
    private final int from;
    private final int size;

    private Bytes(@Nullable RandomAccessFile file, byte[] memory, int from, int size) {
        this.file = file;
        this.memory = memory;
        this.from = from;
        this.size = size;
    }

    /** The whole of a file, which stays open. */
    static Bytes of(File file) throws IOException {
        RandomAccessFile open = new RandomAccessFile(file, "r");
        return new Bytes(open, new byte[0], 0, (int) open.length());
    }

    static Bytes of(byte[] memory) {
        return new Bytes(null, memory, 0, memory.length);
    }

    int size() {
        return size;
    }

    Bytes part(int at, int length) throws IOException {
        check(at, length);
        return new Bytes(file, memory, from + at, length);
    }

    /** A copy; throws if it does not lie within. */
    byte[] read(int at, int length) throws IOException {
        check(at, length);
        if (file == null) {
            return Arrays.copyOfRange(memory, from + at, from + at + length);
        }
        byte[] bytes = new byte[length];
        synchronized (file) {
            file.seek(from + at);
            file.readFully(bytes);
        }
        return bytes;
    }

    private void check(int at, int length) throws IOException {
        if (at < 0 || length < 0 || length > size - at) {
            throw new EOFException(length + " bytes at " + at + " of " + size);
        }
    }
}
