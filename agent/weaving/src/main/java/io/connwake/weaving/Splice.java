package io.connwake.weaving;

import org.jspecify.annotations.Nullable;

/**
 * Weaves a class by splicing its bytes: what is not hooked is copied as it stands, and constants are added behind those
 * that are there. It knows what compilers write; a class with anything else in the way is left to {@link Loom}, which
 * writes the same (but for annotations within code, and the order of constants) and takes 36 more classes to load.
 */
final class Splice {
    private static final int OLDEST = 50;
    /** The newest class files whose code is known. */
    private static final int NEWEST = 69;

    private static final int SLOT_FLAGS = 0x1082; // private transient synthetic
    private static final int ACCESSOR_FLAGS = 0x1001; // public synthetic
    private static final int ALOAD_0 = 0x2A;
    private static final int ALOAD_1 = 0x2B;
    private static final int GETFIELD = 0xB4;
    private static final int PUTFIELD = 0xB5;
    private static final int ARETURN = 0xB0;
    private static final int RETURN = 0xB1;
    private static final int MEMBER_HEAD = 6;
    private static final int ATTRIBUTE_HEAD = 6;

    private final byte[] b;
    private final ClassShape shape;
    private final WeavePlan plan;
    private final Constants constants;
    private final boolean reshape;

    private Splice(byte[] classFile, ClassShape shape, WeavePlan plan, boolean reshape) {
        this.b = classFile;
        this.shape = shape;
        this.plan = plan;
        this.constants = new Constants(shape.constants());
        this.reshape = reshape && plan.carries();
    }

    /** Something that is not written as compilers do. */
    static final class Unusual extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusual() {
            super(null, null, false, false);
        }
    }

    /** That it is written as compilers do. */
    static void require(boolean usual) {
        if (!usual) {
            throw new Unusual();
        }
    }

    /** The woven class, or null where that is left to others. */
    static byte @Nullable [] weave(byte[] classFile, ClassShape shape, WeavePlan plan, boolean reshape) {
        int version = CandidateFilter.u2(classFile, 6);
        if (version < OLDEST || version > NEWEST || !plan.isOutlined()) {
            return null;
        }
        try {
            return new Splice(classFile, shape, plan, reshape).woven();
        } catch (Unusual | IndexOutOfBoundsException | IllegalArgumentException unusual) {
            return null;
        }
    }

    private byte @Nullable [] woven() {
        Tape body = new Tape(b.length);
        body.copy(b, shape.accessAt, shape.interfacesAt);
        interfaces(body);
        fields(body);
        if (!methods(body)) {
            return null;
        }
        attributes(body);
        Tape all = new Tape(b.length + b.length / 2);
        all.copy(b, 0, 8);
        all.u2(constants.count());
        all.copy(b, 10, shape.accessAt);
        constants.appendTo(all);
        all.copy(body.toBytes());
        return all.toBytes();
    }

    private void interfaces(Tape out) {
        out.u2(shape.interfaces.length + (reshape ? 1 : 0));
        out.copy(b, shape.interfacesAt + 2, shape.fieldsAt);
        if (reshape) {
            out.u2(constants.type(HookCalls.CARRIER));
        }
    }

    private void fields(Tape out) {
        out.u2(CandidateFilter.u2(b, shape.fieldsAt) + (reshape ? 1 : 0));
        out.copy(b, shape.fieldsAt + 2, shape.methodsAt);
        if (reshape) {
            out.u2(SLOT_FLAGS);
            out.u2(constants.utf8(WovenClass.SLOT));
            out.u2(constants.utf8(WovenClass.OBJECT));
            out.u2(0);
        }
    }

    /** Whether one of them is hooked. */
    private boolean methods(Tape out) {
        int count = out.gap2();
        int from = shape.methodsAt + 2;
        boolean hooks = false;
        for (ClassShape.Member each : shape.methods) {
            Hook hook = Hook.of(plan, each.access, each.name, each.descriptor, true);
            if (hook != null) {
                out.copy(b, from, each.at);
                hooked(out, each, hook);
                from = each.end;
                hooks = true;
            }
        }
        out.copy(b, from, shape.attributesAt);
        out.fill2(count, CandidateFilter.u2(b, shape.methodsAt) + (reshape ? accessors(out) : 0));
        return hooks;
    }

    private void hooked(Tape out, ClassShape.Member method, Hook hook) {
        out.copy(b, method.at, method.at + MEMBER_HEAD + 2);
        boolean isHooked = false;
        int at = method.at + MEMBER_HEAD + 2;
        for (int left = CandidateFilter.u2(b, at - 2); left > 0; left--) {
            int end = at + ATTRIBUTE_HEAD + shape.u4(at + 2);
            if (shape.isText(CandidateFilter.u2(b, at), "Code")) {
                require(!isHooked);
                new SplicedMethod(b, shape, at, hook, constants).copyTo(out);
                isHooked = true;
            } else {
                out.copy(b, at, end);
            }
            at = end;
        }
        require(isHooked);
    }

    /** How many. */
    private int accessors(Tape out) {
        int owner = CandidateFilter.u2(b, shape.accessAt + 2);
        int slot = constants.field(owner, WovenClass.SLOT, WovenClass.OBJECT);
        getter(out, WovenClass.SLOT, slot);
        setter(out, WovenClass.SLOT, slot);
        ClassShape.Member inner = plan.innerConnection();
        if (inner == null) {
            return 2;
        }
        int field = constants.field(owner, inner.name, inner.descriptor);
        getter(out, WovenClass.INNER, field);
        return 3;
    }

    private void getter(Tape out, String name, int field) {
        int size = beginAccessor(out, name, "()" + WovenClass.OBJECT, 1, 5);
        out.u1(ALOAD_0);
        out.u1(GETFIELD);
        out.u2(field);
        out.u1(ARETURN);
        endAccessor(out, size);
    }

    private void setter(Tape out, String name, int field) {
        int size = beginAccessor(out, name, "(" + WovenClass.OBJECT + ")V", 2, 6);
        out.u1(ALOAD_0);
        out.u1(ALOAD_1);
        out.u1(PUTFIELD);
        out.u2(field);
        out.u1(RETURN);
        endAccessor(out, size);
    }

    /**
     * @param room on the stack, and of locals
     * @param length of the code that follows
     * @return where its attribute's size is to be filled in
     */
    private int beginAccessor(Tape out, String name, String descriptor, int room, int length) {
        out.u2(ACCESSOR_FLAGS);
        out.u2(constants.utf8(name));
        out.u2(constants.utf8(descriptor));
        out.u2(1);
        out.u2(constants.utf8("Code"));
        int size = out.gap4();
        out.u2(room);
        out.u2(room);
        out.u4(length);
        return size;
    }

    /** Without handlers and attributes. */
    private static void endAccessor(Tape out, int size) {
        out.u2(0);
        out.u2(0);
        out.fill(size);
    }

    private void attributes(Tape out) {
        int at = shape.attributesAt;
        int count = CandidateFilter.u2(b, at);
        out.u2(count);
        at += 2;
        for (int left = count; left > 0; left--) {
            int end = at + ATTRIBUTE_HEAD + shape.u4(at + 2);
            if (reshape && shape.isText(CandidateFilter.u2(b, at), "Signature")) {
                String signature = shape.utf8At(CandidateFilter.u2(b, at + ATTRIBUTE_HEAD));
                out.copy(b, at, at + ATTRIBUTE_HEAD);
                out.u2(constants.utf8(signature + "L" + HookCalls.CARRIER + ";"));
            } else {
                out.copy(b, at, end);
            }
            at = end;
        }
        require(at == b.length);
    }
}
