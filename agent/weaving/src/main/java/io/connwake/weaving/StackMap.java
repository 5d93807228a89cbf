package io.connwake.weaving;

import org.jspecify.annotations.Nullable;

/** The frames of a method's {@code StackMapTable}, one after the other. */
final class StackMap {
    private static final int SAME_LIMIT = 64;
    private static final int ONE_ITEM_LIMIT = 128;
    private static final int ONE_ITEM_WIDE = 247;
    private static final int SAME_WIDE = 251;
    private static final int FULL = 255;
    private static final int OBJECT = 7;
    private static final int UNINITIALIZED = 8;

    private final byte[] b;
    private final int count;
    private int at;
    private int seen;
    private int offset = -1;

    /** How many locals the frame has, 0 once one had not {@code this} as its first. */
    private int locals;

    /** @param at where its number of frames stands, 0 for none */
    StackMap(byte[] b, int at, int locals) {
        this.b = b;
        this.count = at == 0 ? 0 : CandidateFilter.u2(b, at);
        this.at = at + 2;
        this.locals = locals;
    }

    /** Whether all of them have {@code this} as their first local. */
    boolean knowThis() {
        boolean known = true;
        while (seen < count) {
            next(null, null);
            known &= locals > 0;
        }
        return known;
    }

    int count() {
        return count;
    }

    /** Copies all frames to the places where their instructions are now. The place of the last, -1 if there is none. */
    int copyTo(Tape out, Places places) {
        int last = -1;
        while (seen < count) {
            int tag = b[at] & 0xFF;
            int place = places.of(offset + 1 + delta());
            int delta = place - last - 1;
            last = place;
            if (tag < ONE_ITEM_LIMIT) {
                boolean isSame = tag < SAME_LIMIT;
                if (delta < SAME_LIMIT) {
                    out.u1(isSame ? delta : SAME_LIMIT + delta);
                } else {
                    out.u1(isSame ? SAME_WIDE : ONE_ITEM_WIDE);
                    out.u2(delta);
                }
            } else {
                out.u1(tag);
                out.u2(delta);
            }
            next(out, places);
        }
        return last;
    }

    private int delta() {
        int tag = b[at] & 0xFF;
        if (tag < SAME_LIMIT) {
            return tag;
        }
        return tag < ONE_ITEM_LIMIT ? tag - SAME_LIMIT : CandidateFilter.u2(b, at + 1);
    }

    /** Passes one frame; what it says behind its place is copied. */
    private void next(@Nullable Tape out, @Nullable Places places) {
        int tag = b[at] & 0xFF;
        offset += 1 + delta();
        seen++;
        at += tag < ONE_ITEM_LIMIT ? 1 : 3;
        if (tag < SAME_LIMIT || tag == SAME_WIDE) {
            return;
        }
        if (tag < ONE_ITEM_LIMIT || tag == ONE_ITEM_WIDE) {
            types(1, out, places);
        } else if (tag < ONE_ITEM_WIDE) {
            throw new Splice.Unusual();
        } else if (tag < SAME_WIDE) {
            locals -= SAME_WIDE - tag;
        } else if (tag < FULL) {
            locals += locals > 0 ? tag - SAME_WIDE : 0;
            types(tag - SAME_WIDE, out, places);
        } else {
            int given = number(out);
            locals = given > 0 && b[at] == OBJECT ? given : 0;
            types(given, out, places);
            types(number(out), out, places);
        }
    }

    private int number(@Nullable Tape out) {
        int number = CandidateFilter.u2(b, at);
        at += 2;
        if (out != null) {
            out.u2(number);
        }
        return number;
    }

    private void types(int many, @Nullable Tape out, @Nullable Places places) {
        for (int i = 0; i < many; i++) {
            int tag = b[at];
            Splice.require(tag >= 0 && tag <= UNINITIALIZED);
            int more = tag < OBJECT ? 0 : CandidateFilter.u2(b, at + 1);
            at += tag < OBJECT ? 1 : 3;
            if (out != null && places != null) {
                out.u1(tag);
                if (tag == OBJECT) {
                    out.u2(more);
                } else if (tag == UNINITIALIZED) {
                    out.u2(places.of(more));
                }
            }
        }
    }
}
