package io.connwake.weaving;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves one method inline: a call at its entry (in a constructor, once there is an object) and, where the tap has an
 * end, one before each return and one in a catch-all handler. The handler's frame has no locals but {@code this} at most, so
 * little of the body's frames has to be understood; what must live from entry to exit lives in the recorder.
 */
final class HookedMethod extends MethodVisitor {
    static final int HIGHEST_STACK = 65_535;
    private static final Object[] NO_LOCALS = {};
    private static final Object[] ONLY_THIS = {"java/lang/Object"};
    private static final Object[] ONE_THROWABLE = {"java/lang/Throwable"};

    private final HookCalls calls;
    private final Hook hook;
    private final boolean frames;
    private final boolean isConstructor;
    private final Label start = new Label();

    /** Whether the entry hook stands: in a constructor only behind the call of another one. */
    private boolean entered;

    /** Objects made on the way there whose constructors were not called yet. */
    private int unfinished;

    /** How many locals the last frame of the body has, 0 once one had not {@code this} as its first. */
    private int locals;

    HookedMethod(MethodVisitor next, Hook hook, boolean frames) {
        super(Opcodes.ASM9, next);
        this.calls = new HookCalls(new VisitedCode(next), hook);
        this.hook = hook;
        this.frames = frames;
        this.isConstructor = hook.isOfConstructor();
        this.locals = hook.arguments();
    }

    /**
     * The body stores into local 0, or one of its frames no longer knows it, so {@code this} can't be read there, or it calls
     * other constructors on several ways or none, or its stack has no room: weave the class without this method.
     */
    static final class Unhookable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unhookable() {
            super(null, null, false, false);
        }
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (!isConstructor) {
            begin();
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        unfinished += opcode == Opcodes.NEW ? 1 : 0;
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (isConstructor && opcode == Opcodes.INVOKESPECIAL && name.equals(PoolTap.CONSTRUCTOR)) {
            if (unfinished > 0) {
                unfinished--;
            } else if (entered) {
                throw new Unhookable();
            } else {
                begin();
            }
        }
    }

    private void begin() {
        entered = true;
        calls.enter();
        if (hook.hasHandler()) {
            super.visitLabel(start);
        }
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        if (hook.needsThis() && local == 0 && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
            throw new Unhookable();
        }
        super.visitVarInsn(opcode, local);
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] local, int stackCount, Object[] stack) {
        switch (type) {
            case Opcodes.F_FULL -> locals = localCount > 0 && local[0] instanceof String ? localCount : 0;
            case Opcodes.F_APPEND -> locals += locals > 0 ? localCount : 0;
            case Opcodes.F_CHOP -> locals -= localCount;
            default -> {}
        }
        if (locals <= 0 && hook.tellsRefusal) {
            throw new Unhookable();
        }
        super.visitFrame(type, localCount, local, stackCount, stack);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            calls.leave();
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (!entered || maxStack > HIGHEST_STACK - HookCalls.DEEPEST) {
            throw new Unhookable();
        }
        if (hook.hasHandler()) {
            Label handler = new Label();
            super.visitTryCatchBlock(start, handler, handler, null);
            super.visitLabel(handler);
            if (frames) {
                Object[] known = hook.tellsRefusal ? ONLY_THIS : NO_LOCALS;
                super.visitFrame(Opcodes.F_FULL, known.length, known, 1, ONE_THROWABLE);
            }
            calls.fail();
            super.visitInsn(Opcodes.ATHROW);
        }
        super.visitMaxs(maxStack + HookCalls.DEEPEST, maxLocals);
    }
}
