package io.connwake.agent;

import java.io.EOFException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A zip, such as the agent's jar or one inside it, of which only the directory is held: an entry is read where it lies.
 * The JVM indexes every entry of a jar on the class path when it opens it, which for the agent's 1,300 classes took 9 ms
 * of every start; a pack is one entry to it, and is indexed when a class of it is asked for.
 */
final class Pack {
    private static final int END_SIZE = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int CENTRAL_SIZE = 46;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int LOCAL_SIZE = 30;
    private static final int DEFLATED = 8;

    /** The letters of a name that tell it from the others, counted from its end: those before {@code .classdata}. */
    private static final int TELLING_FROM = 18;

    private static final int TELLING_TO = 10;

    private final Bytes zip;
    private final byte[] directory;

    /** Where in the directory an entry stands, plus 1; by its name's hash, or at the next free place after it. */
    private final int[] places;

    private Pack(Bytes zip) throws IOException {
        this.zip = zip;
        byte[] end = end(zip);
        int count = u2(end, 10);
        directory = zip.read(u4(end, 16), u4(end, 12));
        places = new int[Integer.highestOneBit(count + 1) * 4];
        for (int i = 0, at = 0; i < count; i++) {
            if (at > directory.length - CENTRAL_SIZE || u4(directory, at) != CENTRAL_SIGNATURE) {
                throw new ZipException("the agent jar is damaged");
            }
            int size = u2(directory, at + 28);
            int hash = size;
            for (int each = Math.max(0, size - TELLING_FROM); each < size - TELLING_TO; each++) {
                hash = hash * 31 + directory[at + CENTRAL_SIZE + each];
            }
            int place = hash & (places.length - 1);
            while (places[place] != 0) {
                place = (place + 1) & (places.length - 1);
            }
            places[place] = at + 1;
            at += CENTRAL_SIZE + size + u2(directory, at + 30) + u2(directory, at + 32);
        }
    }

    static Pack of(File file) throws IOException {
        return new Pack(Bytes.of(file));
    }

    /** The pack that is an entry of this one: read in place if it is stored, as we store it. */
    Pack open(String name) throws IOException {
        int at = find(name);
        if (at < 0) {
            throw new FileNotFoundException("the agent jar lacks " + name);
        }
        return new Pack(isDeflated(at) ? Bytes.of(content(at)) : zip.part(from(at), u4(directory, at + 20)));
    }

    boolean contains(String name) {
        return find(name) >= 0;
    }

    /** The content of an entry, null if there is none of that name. */
    byte @Nullable [] read(String name) throws IOException {
        int at = find(name);
        return at < 0 ? null : content(at);
    }

    private int find(String name) {
        int size = name.length();
        int hash = size;
        for (int each = Math.max(0, size - TELLING_FROM); each < size - TELLING_TO; each++) {
            hash = hash * 31 + (byte) name.charAt(each);
        }
        for (int place = hash & (places.length - 1); places[place] != 0; place = (place + 1) & (places.length - 1)) {
            int at = places[place] - 1;
            if (u2(directory, at + 28) == size && isNamed(name, at + CENTRAL_SIZE)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isNamed(String name, int at) {
        for (int i = name.length() - 1; i >= 0; i--) {
            if (directory[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private byte[] content(int at) throws IOException {
        byte[] packed = zip.read(from(at), u4(directory, at + 20));
        return isDeflated(at) ? inflated(packed, u4(directory, at + 24)) : packed;
    }

    private boolean isDeflated(int at) {
        return u2(directory, at + 10) == DEFLATED;
    }

    private int from(int at) throws IOException {
        int local = u4(directory, at + 42);
        byte[] header = zip.read(local, LOCAL_SIZE);
        return local + LOCAL_SIZE + u2(header, 26) + u2(header, 28);
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

    /** Its end record, behind which only a comment may stand. */
    private static byte[] end(Bytes zip) throws IOException {
        int last = zip.size() - END_SIZE;
        for (int at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
            byte[] end = zip.read(at, END_SIZE);
            if (u4(end, 0) == END_SIGNATURE) {
                return end;
            }
        }
        throw new ZipException("the agent jar is no zip");
    }

    private static int u2(byte[] b, int at) {
        return (b[at] & 0xFF) | (b[at + 1] & 0xFF) << 8;
    }

    private static int u4(byte[] b, int at) {
        return u2(b, at) | u2(b, at + 2) << 16;
    }
}
