package io.connwake.weaving;

import java.util.Arrays;

/**
 * The code of one method, with its hook: calls at the entry (in a constructor, once there is an object) and before each
 * return, and a catch-all handler whose frame has no locals but {@code this} at most. All places that the method names are
 * moved along.
 */
final class SplicedCode {
    /** How long an instruction is, by its opcode; 0 for those of which there is more to know. */
    private static final byte[] SIZES = new byte[256];

    private static final int LOAD_OR_STORE = 2;
    private static final int TABLE_SWITCH = 170;
    private static final int LOOKUP_SWITCH = 171;
    private static final int FIRST_RETURN = 172;
    private static final int LAST_RETURN = 177;
    private static final int INVOKE_SPECIAL = 183;
    private static final int NEW = 187;
    private static final int WIDE = 196;
    private static final int IINC = 132;
    private static final int RET = 169;
    private static final int FIRST_JUMP = 153;
    private static final int GOTO = 167;
    private static final int IF_NULL = 198;
    private static final int IF_NON_NULL = 199;
    private static final int ISTORE = 54;
    private static final int ASTORE = 58;
    private static final int ISTORE_0 = 59;
    private static final int ASTORE_3 = 78;
    private static final int SHORT_FORMS = 4;

    static {
        Arrays.fill(SIZES, 0, IF_NON_NULL + 1, (byte) 1);
        Arrays.fill(SIZES, 21, 26, (byte) LOAD_OR_STORE);
        Arrays.fill(SIZES, ISTORE, ASTORE + 1, (byte) LOAD_OR_STORE);
        Arrays.fill(SIZES, FIRST_JUMP, GOTO + 1, (byte) 3);
        Arrays.fill(SIZES, 178, 185, (byte) 3);
        SIZES[16] = 2; // bipush
        SIZES[17] = 3; // sipush
        SIZES[18] = 2; // ldc
        SIZES[19] = 3; // ldc_w
        SIZES[20] = 3; // ldc2_w
        SIZES[IINC] = 3;
        SIZES[168] = 0; // jsr
        SIZES[RET] = 0;
        SIZES[TABLE_SWITCH] = 0;
        SIZES[LOOKUP_SWITCH] = 0;
        SIZES[185] = 5; // invokeinterface
        SIZES[186] = 5; // invokedynamic
        SIZES[NEW] = 3;
        SIZES[188] = 2; // newarray
        SIZES[189] = 3; // anewarray
        SIZES[192] = 3; // checkcast
        SIZES[193] = 3; // instanceof
        SIZES[WIDE] = 0;
        SIZES[197] = 4; // multianewarray
        SIZES[IF_NULL] = 3;
        SIZES[IF_NON_NULL] = 3;
    }

    private final byte[] b;
    private final ClassShape shape;
    private final int code;
    private final int length;
    private final Hook hook;
    private final Places places;
    private final byte[] enter;
    private final byte[] leave;

    /** Where something is to be changed or put in between, in order. */
    private int[] marks = new int[16];

    private int marked;

    /** Behind this place the entry's calls stand. */
    private int entered;

    /** Objects made on the way there whose constructors were not called yet. */
    private int unfinished;

    private int newLength;

    /** @param code where the code begins, behind its length */
    SplicedCode(byte[] b, ClassShape shape, int code, int length, Hook hook, byte[] enter, byte[] leave) {
        this.b = b;
        this.shape = shape;
        this.code = code;
        this.length = length;
        this.hook = hook;
        this.enter = enter;
        this.leave = leave;
        this.places = new Places(length);
    }

    Places places() {
        return places;
    }

    /** Where the calls of the entry end: what is behind them is the handler's. */
    int from() {
        return places.of(entered);
    }

    int newLength() {
        return newLength;
    }

    /** Finds out where everything comes to lie. */
    void layOut(StackMap frames) {
        boolean isConstructor = hook.isOfConstructor();
        entered = isConstructor ? -1 : 0;
        int to = isConstructor ? 0 : enter.length;
        int at = 0;
        while (at < length) {
            places.put(at, to);
            int opcode = b[code + at] & 0xFF;
            int size = SIZES[opcode] == 0 ? unusualSize(opcode, at) : SIZES[opcode];
            requireNoStore(opcode, at);
            mark(isReturn(opcode) || isJump(opcode) || isSwitch(opcode), at);
            to += size + growth(opcode, at, to);
            if (isConstructor && makesThis(opcode, at)) {
                enterAt(at + size);
                to += enter.length;
            }
            at += size;
        }
        Splice.require(at == length && entered >= 0);
        places.put(length, to);
        Splice.require(!hook.tellsRefusal || frames.knowThis());
        newLength = to;
    }

    /** By how much an instruction becomes longer, the calls before it included. */
    private int growth(int opcode, int at, int to) {
        if (isReturn(opcode)) {
            return leave.length;
        }
        return isSwitch(opcode) ? pad(to) - pad(at) : 0;
    }

    /** In a constructor: whether that is the call of another one of its object, which there is from then on. */
    private boolean makesThis(int opcode, int at) {
        if (opcode == NEW) {
            unfinished++;
            return false;
        }
        if (opcode != INVOKE_SPECIAL || !callsConstructor(at)) {
            return false;
        }
        if (unfinished > 0) {
            unfinished--;
            return false;
        }
        return true;
    }

    private void enterAt(int place) {
        Splice.require(entered < 0);
        entered = place;
        mark(true, place);
    }

    private void mark(boolean isToBe, int place) {
        if (isToBe && (marked == 0 || marks[marked - 1] != place)) {
            if (marked == marks.length) {
                marks = Arrays.copyOf(marks, 2 * marked);
            }
            marks[marked++] = place;
        }
    }

    /** A body that stores into local 0 may lose its {@code this}. */
    private void requireNoStore(int opcode, int at) {
        if (opcode >= ISTORE && opcode <= ASTORE_3) {
            boolean isFirst = opcode <= ASTORE ? b[code + at + 1] == 0 : (opcode - ISTORE_0) % SHORT_FORMS == 0;
            Splice.require(!isFirst || !hook.needsThis());
        }
    }

    private int unusualSize(int opcode, int at) {
        int from = code + at + 1 + pad(at);
        return switch (opcode) {
            case TABLE_SWITCH -> 1 + pad(at) + 12 + 4 * entries((long) shape.u4(from + 8) - shape.u4(from + 4) + 1);
            case LOOKUP_SWITCH -> 1 + pad(at) + 8 + 8 * entries(shape.u4(from + 4));
            case WIDE -> wideSize(b[code + at + 1] & 0xFF);
            default -> throw new Splice.Unusual(); // jsr and what javac never writes
        };
    }

    private int wideSize(int opcode) {
        boolean isStore = opcode >= ISTORE && opcode <= ASTORE;
        Splice.require(opcode != RET && !(isStore && hook.needsThis()));
        return opcode == IINC ? 6 : 4;
    }

    private int entries(long many) {
        Splice.require(many >= 0 && many <= length);
        return (int) many;
    }

    private boolean callsConstructor(int at) {
        int method = shape.entryAt(CandidateFilter.u2(b, code + at + 1));
        int nameAndType = shape.entryAt(CandidateFilter.u2(b, method + 3));
        return shape.isText(CandidateFilter.u2(b, nameAndType + 1), PoolTap.CONSTRUCTOR);
    }

    void copyTo(Tape out) {
        int from = 0;
        if (!hook.isOfConstructor()) {
            out.copy(enter);
        }
        for (int i = 0; i < marked; i++) {
            int at = marks[i];
            out.copy(b, code + from, code + at);
            from = at;
            if (at == entered && at > 0) {
                out.copy(enter);
            }
            int opcode = b[code + at] & 0xFF;
            if (isReturn(opcode)) {
                out.copy(leave);
            } else if (isJump(opcode)) {
                int offset = moved(at, (short) CandidateFilter.u2(b, code + at + 1));
                Splice.require(offset == (short) offset);
                out.u1(opcode);
                out.u2(offset);
                from = at + 3;
            } else if (isSwitch(opcode)) {
                from = switchTo(out, opcode, at);
            }
        }
        out.copy(b, code + from, code + length);
    }

    private int switchTo(Tape out, int opcode, int at) {
        out.u1(opcode);
        for (int i = pad(places.of(at)); i > 0; i--) {
            out.u1(0);
        }
        int from = code + at + 1 + pad(at);
        out.u4(moved(at, shape.u4(from)));
        boolean isTable = opcode == TABLE_SWITCH;
        int head = isTable ? 12 : 8;
        out.copy(b, from + 4, from + head);
        int end = code + at + unusualSize(opcode, at);
        for (int each = from + head; each < end; each += isTable ? 4 : 8) {
            if (!isTable) {
                out.copy(b, each, each + 4);
            }
            out.u4(moved(at, shape.u4(isTable ? each : each + 4)));
        }
        return end - code;
    }

    private int moved(int at, int offset) {
        return places.of(at + offset) - places.of(at);
    }

    /** How many bytes stand between a switch at this place and its numbers. */
    private static int pad(int at) {
        return 3 - (at & 3);
    }

    private static boolean isReturn(int opcode) {
        return opcode >= FIRST_RETURN && opcode <= LAST_RETURN;
    }

    private static boolean isSwitch(int opcode) {
        return opcode == TABLE_SWITCH || opcode == LOOKUP_SWITCH;
    }

    private static boolean isJump(int opcode) {
        return (opcode >= FIRST_JUMP && opcode <= GOTO) || opcode == IF_NULL || opcode == IF_NON_NULL;
    }
}
