package io.connwake.agent;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private final byte[] zip;

    /** Where in {@link #zip} each entry is described. */
    private final Map<String, Integer> places;

    private Pack(byte[] zip) {
        this.zip = zip;
        int end = zip.length - END_SIZE;
        int count = u2(end + 10);
        places = new HashMap<>(count * 2);
        for (int i = 0, at = u4(end + 16); i < count; i++) {
            int nameSize = u2(at + 28);
            places.put(new String(zip, at + CENTRAL_SIZE, nameSize, StandardCharsets.ISO_8859_1), at);
            at += CENTRAL_SIZE + nameSize + u2(at + 30) + u2(at + 32);
        }
    }

    static Pack open(ZipFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new FileNotFoundException("the agent jar lacks " + name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] zip = new byte[(int) entry.getSize()];
            in.readNBytes(zip, 0, zip.length);
            return new Pack(zip);
        }
    }

    /** The content of an entry, null if there is none of that name. */
    byte @Nullable [] read(String name) throws IOException {
        Integer place = places.get(name);
        if (place == null) {
            return null;
        }
        int local = u4(place + 42);
        int from = local + LOCAL_SIZE + u2(local + 26) + u2(local + 28);
        int packedSize = u4(place + 20);
        return u2(place + 10) == DEFLATED
                ? inflated(from, packedSize, u4(place + 24))
                : Arrays.copyOfRange(zip, from, from + packedSize);
    }

    private byte[] inflated(int from, int packedSize, int size) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(zip, from, packedSize);
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

    private int u2(int at) {
        return (zip[at] & 0xFF) | (zip[at + 1] & 0xFF) << 8;
    }

    private int u4(int at) {
        return u2(at) | u2(at + 2) << 16;
    }
}
