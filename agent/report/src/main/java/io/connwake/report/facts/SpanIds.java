package io.connwake.report.facts;

import java.util.concurrent.ThreadLocalRandom;

/** Ids of spans that were seen: a span that is in two recordings is one span. Eight bytes for each, and half as much room. */
final class SpanIds {
    private static final int MOST = 1 << 23;

    /** Nobody can choose ids that all want one slot. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    private long[] slots = new long[1 << 12];
    private int size;

    /** Whether it was not there yet; when there are too many, all are new. */
    boolean add(long id) {
        if (id == 0 || size == MOST) {
            return true;
        }
        if (size * 3L > slots.length * 2L) {
            grow();
        }
        return put(slots, id);
    }

    private boolean put(long[] into, long id) {
        int mask = into.length - 1;
        int at = slot(id, mask);
        while (into[at] != 0) {
            if (into[at] == id) {
                return false;
            }
            at = (at + 1) & mask;
        }
        into[at] = id;
        size++;
        return true;
    }

    /** Two multiplications that mix (Stafford's), since ids need not be random. */
    int slot(long id, int mask) {
        long mixed = id ^ seed;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) (mixed ^ (mixed >>> 31)) & mask;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        size = 0;
        for (long each : slots) {
            if (each != 0) {
                put(larger, each);
            }
        }
        slots = larger;
    }
}
