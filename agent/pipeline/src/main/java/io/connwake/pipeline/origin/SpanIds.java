package io.connwake.pipeline.origin;

import io.connwake.pipeline.model.SpanId;

/** Random ids (SplitMix64), never zero; the same seed gives the same ids. */
public final class SpanIds {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;
    private volatile long fresh;

    public SpanIds(long seed) {
        state = seed;
    }

    /** From any thread: the process is one of several copies now, whose ids must differ. */
    public void reseed(long seed) {
        fresh = seed;
    }

    public long next() {
        long id;
        if (fresh != 0) {
            state ^= fresh;
            fresh = 0;
        }
        do {
            state += GAMMA;
            id = mixed(state);
        } while (id == 0);
        return id;
    }

    /** A span in a trace of its own. */
    public SpanId root() {
        return new SpanId(next(), next(), next());
    }

    /** One of those that follow from another id: what may never be needed is not drawn. */
    public static long after(long id, int step) {
        long bits = mixed(id + step * GAMMA);
        return bits == 0 ? 1 : bits;
    }

    /** Spreads a number over 64 bits. */
    public static long mixed(long number) {
        long bits = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
