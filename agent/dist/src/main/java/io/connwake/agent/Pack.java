package io.connwake.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip inside the jar. The JVM indexes every entry of a jar on the class path when it opens it, which for the agent's
 * 1,300 classes took 9 ms of every start; a pack is one entry to it, and is indexed when a class of it is asked for.
 */
final class Pack {
    private static final int END_SIZE = 22;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int DEFLATED = 8;

    private final ZipFile jar;
    private final ZipEntry entry;
    private final byte[] directory;

    /** Where in the directory each name stands. */
    private final Map<String, Integer> places;

    Pack(ZipFile jar, String name) throws IOException {
        this.jar = jar;
        ZipEntry found = jar.getEntry(name);
        if (found == null) {
            throw new EOFException("the agent jar lacks " + name);
        }
        entry = found;
        byte[] end = read(entry.getSize() - END_SIZE, END_SIZE);
        directory = read(u4(end, 16), u4(end, 12));
        int count = u2(end, 10);
        places = new HashMap<>(count * 2);
        for (int i = 0, at = 0; i < count; i++) {
            int nameSize = u2(directory, at + 28);
            places.put(new String(directory, at + CENTRAL_SIZE, nameSize, StandardCharsets.ISO_8859_1), at);
            at += CENTRAL_SIZE + nameSize + u2(directory, at + 30) + u2(directory, at + 32);
        }
    }

    /** The content of an entry, null if there is none of that name. */
    byte @Nullable [] read(String name) throws IOException {
        Integer place = places.get(name);
        if (place == null) {
            return null;
        }
        int method = u2(directory, place + 10);
        int packedSize = u4(directory, place + 20);
        int size = u4(directory, place + 24);
        long local = u4(directory, place + 42);
        try (InputStream in = jar.getInputStream(entry)) {
            in.skipNBytes(local);
            byte[] header = exactly(in, LOCAL_SIZE);
            in.skipNBytes((long) u2(header, 26) + u2(header, 28));
            byte[] packed = exactly(in, packedSize);
            return method == DEFLATED ? inflated(packed, size) : packed;
        }
    }

    private byte[] read(long from, int size) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            in.skipNBytes(from);
            return exactly(in, size);
        }
    }

    private static byte[] exactly(InputStream in, int size) throws IOException {
        byte[] bytes = new byte[size];
        if (in.readNBytes(bytes, 0, size) != size) {
            throw new EOFException();
        }
        return bytes;
    }

    private static byte[] inflated(byte[] packed, int size) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            byte[] bytes = new byte[size];
            if (inflater.inflate(bytes) != size) {
                throw new EOFException();
            }
            return bytes;
        } catch (DataFormatException malformed) {
            throw new IOException(malformed);
        } finally {
            inflater.end();
        }
    }

    private static int u2(byte[] b, int at) {
        return (b[at] & 0xFF) | (b[at + 1] & 0xFF) << 8;
    }

    private static int u4(byte[] b, int at) {
        return u2(b, at) | u2(b, at + 2) << 16;
    }
}
