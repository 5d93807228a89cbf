package io.connwake.weaving;

import java.util.Random;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Instructions of a {@link RandomBody} that go straight on, or end it. */
final class RandomCode {
    static final String OBJECT = "java/lang/Object";
    private static final String PROBE = "com/acme/Probe";
    private static final int[] CONDITIONS = {Opcodes.IFEQ, Opcodes.IFNE, Opcodes.IFLT, Opcodes.IFGE, Opcodes.IFGT};

    private final Random random;
    private final MethodVisitor code;
    private final int version;
    private final Type result;

    /** Where its own variables begin: an int, a long, a double and an object, and one int for each level of loops. */
    final int own;

    /** Whether it keeps to the stack. */
    final boolean bare;

    private int places;

    RandomCode(Random random, MethodVisitor code, int version, Type result, int own) {
        this.random = random;
        this.code = code;
        this.version = version;
        this.result = result;
        this.own = own;
        this.bare = random.nextInt(4) == 0;
    }

    void initialise() {
        code.visitInsn(Opcodes.ICONST_1);
        code.visitVarInsn(Opcodes.ISTORE, own);
        code.visitLdcInsn(7L);
        code.visitVarInsn(Opcodes.LSTORE, own + 1);
        code.visitLdcInsn(0.5);
        code.visitVarInsn(Opcodes.DSTORE, own + 3);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ASTORE, own + 5);
    }

    void step() {
        push(places++);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "step", "(I)I", false);
    }

    private void push(int value) {
        if (value < 6) {
            code.visitInsn(Opcodes.ICONST_0 + value);
        } else {
            code.visitLdcInsn(value);
        }
    }

    /** An int is on the stack. */
    void branch(Label to) {
        code.visitInsn(Opcodes.ICONST_3);
        code.visitInsn(Opcodes.IREM);
        code.visitJumpInsn(CONDITIONS[random.nextInt(CONDITIONS.length)], to);
    }

    void arithmetic() {
        if (bare) {
            step();
            step();
            code.visitInsn(Opcodes.IDIV);
            code.visitInsn(Opcodes.POP);
            return;
        }
        code.visitIincInsn(own, random.nextInt(2_000));
        code.visitVarInsn(Opcodes.LLOAD, own + 1);
        code.visitVarInsn(Opcodes.ILOAD, own);
        code.visitInsn(Opcodes.I2L);
        code.visitInsn(random.nextBoolean() ? Opcodes.LMUL : Opcodes.LREM);
        code.visitVarInsn(Opcodes.LSTORE, own + 1);
        code.visitVarInsn(Opcodes.DLOAD, own + 3);
        code.visitVarInsn(Opcodes.LLOAD, own + 1);
        code.visitInsn(Opcodes.L2D);
        code.visitInsn(Opcodes.DADD);
        code.visitVarInsn(Opcodes.DSTORE, own + 3);
    }

    void constant() {
        if (version >= Opcodes.V1_7 && random.nextBoolean()) {
            code.visitLdcInsn(Type.getMethodType("(IJ)D"));
        } else if (version >= Opcodes.V1_5 && random.nextBoolean()) {
            code.visitLdcInsn(Type.getObjectType("[Ljava/lang/String;"));
        } else {
            code.visitLdcInsn("text" + random.nextInt(9));
        }
        if (random.nextInt(8) == 0) {
            code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Number"); // fails
        }
        code.visitInsn(Opcodes.POP);
    }

    void fails() {
        switch (random.nextInt(3)) {
            case 0 -> ClassFiles.fails(code);
            case 1 -> {
                code.visitTypeInsn(Opcodes.NEW, "java/sql/SQLException");
                code.visitInsn(Opcodes.DUP);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/sql/SQLException", PoolTap.CONSTRUCTOR, "()V", false);
                code.visitInsn(Opcodes.ATHROW);
            }
            default -> {
                code.visitTypeInsn(Opcodes.NEW, "java/lang/StackOverflowError");
                code.visitInsn(Opcodes.DUP);
                code.visitMethodInsn(
                        Opcodes.INVOKESPECIAL, "java/lang/StackOverflowError", PoolTap.CONSTRUCTOR, "()V", false);
                code.visitInsn(Opcodes.ATHROW);
            }
        }
    }

    void returns() {
        switch (result.getSort()) {
            case Type.VOID -> {}
            case Type.LONG -> code.visitLdcInsn(1L << 33);
            case Type.DOUBLE -> code.visitLdcInsn(2.5);
            case Type.FLOAT -> code.visitInsn(Opcodes.FCONST_1);
            case Type.ARRAY -> {
                code.visitInsn(Opcodes.ICONST_2);
                boolean longs = result.getElementType().getSort() == Type.LONG;
                code.visitIntInsn(Opcodes.NEWARRAY, longs ? Opcodes.T_LONG : Opcodes.T_INT);
            }
            case Type.OBJECT -> {
                boolean lent = result.getInternalName().endsWith("Connection");
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, PROBE, lent ? "lent" : "statement", "()Ljava/lang/Object;", false);
                code.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
            }
            default -> code.visitInsn(random.nextBoolean() ? Opcodes.ICONST_0 : Opcodes.ICONST_1);
        }
        code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    void lock(int opcode) {
        code.visitLdcInsn(Type.getType(String.class).getClassName());
        code.visitInsn(opcode);
    }

    void concatenated() {
        if (version < Opcodes.V1_8) {
            return;
        }
        Handle bootstrap = new Handle(
                Opcodes.H_INVOKESTATIC,
                "java/lang/invoke/StringConcatFactory",
                "makeConcatWithConstants",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                        + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                false);
        step();
        code.visitInvokeDynamicInsn("concatenate", "(I)Ljava/lang/String;", bootstrap, "at \u0001");
        code.visitInsn(Opcodes.POP);
    }
}
