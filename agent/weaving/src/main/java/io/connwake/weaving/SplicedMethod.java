package io.connwake.weaving;

/** A method's {@code Code} with its hook: the code itself, and all that names places in it. */
final class SplicedMethod {
    private static final String FRAMES = "StackMapTable";
    private static final int LONGEST = 0xFFFF;
    private static final int FULL_FRAME = 255;
    private static final int OBJECT = 7;
    private static final int LINE = 4;
    private static final int VARIABLE = 10;

    private final byte[] b;
    private final ClassShape shape;
    private final int at;
    private final Hook hook;
    private final Constants constants;

    /** @param at where the attribute begins */
    SplicedMethod(byte[] b, ClassShape shape, int at, Hook hook, Constants constants) {
        this.b = b;
        this.shape = shape;
        this.at = at;
        this.hook = hook;
        this.constants = constants;
    }

    void copyTo(Tape out) {
        int stack = u2(at + 6);
        int length = shape.u4(at + 10);
        int code = at + 14;
        Splice.require(stack <= HookedMethod.HIGHEST_STACK - HookCalls.DEEPEST);
        Splice.require(length > 0 && length <= LONGEST);
        int attributes = code + length + 2 + 8 * u2(code + length);

        SplicedCalls written = new SplicedCalls(constants);
        HookCalls calls = new HookCalls(written, hook);
        calls.enter();
        byte[] enter = written.take();
        calls.leave();
        SplicedCode body = new SplicedCode(b, shape, code, length, hook, enter, written.take());
        int frames = framesBehind(attributes);
        body.layOut(new StackMap(b, frames, hook.arguments()));

        out.copy(b, at, at + 2);
        int size = out.gap4();
        out.u2(stack + HookCalls.DEEPEST);
        out.copy(b, at + 8, at + 10);
        int codeSize = out.gap4();
        body.copyTo(out);
        boolean hasHandler = hook.hasHandler();
        if (hasHandler) {
            calls.fail();
            written.rethrow();
            out.copy(written.take());
        }
        out.fill(codeSize);
        Splice.require(out.size() - codeSize - 4 <= LONGEST);
        handlers(out, code + length, body, hasHandler);
        attributes(out, attributes, body, hasHandler, frames == 0);
        out.fill(size);
    }

    private void handlers(Tape out, int from, SplicedCode body, boolean hasHandler) {
        int count = u2(from);
        out.u2(count + (hasHandler ? 1 : 0));
        for (int each = from + 2; each < from + 2 + 8 * count; each += 8) {
            out.u2(body.places().of(u2(each)));
            out.u2(body.places().of(u2(each + 2)));
            out.u2(body.places().of(u2(each + 4)));
            out.copy(b, each + 6, each + 8);
        }
        if (hasHandler) {
            out.u2(body.from());
            out.u2(body.newLength());
            out.u2(body.newLength());
            out.u2(0);
        }
    }

    /** Where the number of the method's frames stands, 0 if it has none. */
    private int framesBehind(int attributes) {
        int found = 0;
        int each = attributes + 2;
        for (int left = u2(attributes); left > 0; left--) {
            if (isCalled(FRAMES, each)) {
                Splice.require(found == 0);
                found = each + 6;
            }
            each += 6 + shape.u4(each + 2);
        }
        return found;
    }

    private void attributes(Tape out, int from, SplicedCode body, boolean hasHandler, boolean lacksFrames) {
        int written = out.gap2();
        int count = 0;
        int each = from + 2;
        for (int left = u2(from); left > 0; left--) {
            int end = each + 6 + shape.u4(each + 2);
            if (!isCalled("RuntimeVisibleTypeAnnotations", each)
                    && !isCalled("RuntimeInvisibleTypeAnnotations", each)) {
                out.copy(b, each, each + 2);
                int size = out.gap4();
                attribute(out, each, body, hasHandler);
                out.fill(size);
                count++;
            } // those of code are for those who read class files: at run time nobody can ask for them
            each = end;
        }
        if (hasHandler && lacksFrames) {
            out.u2(constants.utf8(FRAMES));
            int size = out.gap4();
            out.u2(1);
            handlerFrame(out, body.newLength());
            out.fill(size);
            count++;
        }
        out.fill2(written, count);
    }

    private void attribute(Tape out, int from, SplicedCode body, boolean hasHandler) {
        if (isCalled(FRAMES, from)) {
            StackMap frames = new StackMap(b, from + 6, 0);
            out.u2(frames.count() + (hasHandler ? 1 : 0));
            int last = frames.copyTo(out, body.places());
            if (hasHandler) {
                handlerFrame(out, body.newLength() - last - 1);
            }
        } else if (isCalled("LineNumberTable", from)) {
            lines(out, from + 6, body.places());
        } else {
            Splice.require(isCalled("LocalVariableTable", from) || isCalled("LocalVariableTypeTable", from));
            variables(out, from + 6, body.places());
        }
    }

    private void handlerFrame(Tape out, int delta) {
        out.u1(FULL_FRAME);
        out.u2(delta);
        if (hook.tellsRefusal) {
            one(out, "java/lang/Object");
        } else {
            out.u2(0);
        }
        one(out, "java/lang/Throwable");
    }

    private void one(Tape out, String type) {
        out.u2(1);
        out.u1(OBJECT);
        out.u2(constants.type(type));
    }

    private void lines(Tape out, int from, Places places) {
        int count = u2(from);
        out.u2(count);
        for (int each = from + 2; each < from + 2 + LINE * count; each += LINE) {
            out.u2(places.of(u2(each)));
            out.copy(b, each + 2, each + LINE);
        }
    }

    private void variables(Tape out, int from, Places places) {
        int count = u2(from);
        out.u2(count);
        for (int each = from + 2; each < from + 2 + VARIABLE * count; each += VARIABLE) {
            int start = u2(each);
            int begins = places.of(start);
            out.u2(begins);
            out.u2(places.of(start + u2(each + 2)) - begins);
            out.copy(b, each + 4, each + VARIABLE);
        }
    }

    private boolean isCalled(String name, int attribute) {
        return shape.isText(u2(attribute), name);
    }

    private int u2(int from) {
        return CandidateFilter.u2(b, from);
    }
}
