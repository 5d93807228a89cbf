package io.connwake.recording.reader;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strings that were seen lately: a recording says the same few words over and over. */
final class Texts {
    private static final int SLOTS = 1 << 13;
    private static final int LONGEST = 128;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final @Nullable String[] known = new @Nullable String[SLOTS];
    private final byte[][] spelt = new byte[SLOTS][];

    Texts() {
        Arrays.fill(spelt, new byte[0]);
    }

    /** ASCII without escapes. */
    String of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        }
        int slot = slot(bytes, from, to);
        String found = known[slot];
        if (found == null || !Arrays.equals(spelt[slot], 0, spelt[slot].length, bytes, from, to)) {
            found = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
            known[slot] = found;
            spelt[slot] = Arrays.copyOfRange(bytes, from, to);
        }
        return found;
    }

    /** By its two ends and its length, in which the words of a recording differ. */
    private static int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        long mixed = length;
        if (length >= Long.BYTES) {
            mixed += (long) WORDS.get(bytes, to - Long.BYTES) * 0x9E3779B97F4A7C15L;
            mixed ^= (long) WORDS.get(bytes, from) * 0xC2B2AE3D27D4EB4FL;
        } else {
            for (int i = from; i < to; i++) {
                mixed = mixed * 31 + bytes[i];
            }
            mixed *= 0x9E3779B97F4A7C15L;
        }
        return (int) (mixed >>> 40) & (SLOTS - 1);
    }
}
