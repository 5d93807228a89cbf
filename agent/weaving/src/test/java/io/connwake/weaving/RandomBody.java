package io.connwake.weaving;

import java.util.Random;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A method's code, drawn from a seed: branches, loops, switches, handlers, monitors, subroutines, values that wait on the
 * stack, returns in the middle. It verifies, and ends because {@link com.acme.Probe} makes it.
 */
final class RandomBody {
    private static final String PROBE = "com/acme/Probe";
    private static final String OBJECT = "java/lang/Object";
    private static final int[] CONDITIONS = {Opcodes.IFEQ, Opcodes.IFNE, Opcodes.IFLT, Opcodes.IFGE, Opcodes.IFGT};
    private static final int DEEPEST = 4;

    private final Random random;
    private final MethodVisitor code;
    private final int version;
    private final boolean isStatic;
    private final boolean subroutines;
    private final Type result;
    private final Label start = new Label();

    /** Where its own variables begin: an int, a long, a double and an object, and one int for each level of loops. */
    private final int own;

    private int left;
    private int places;
    private final boolean bare;
    private boolean thisIsLost;
    private final Label subroutine = new Label();
    private boolean needsSubroutine;

    /** Whether local 0 was overwritten. */
    boolean overwritesThis;

    RandomBody(
            Random random,
            MethodVisitor code,
            int version,
            boolean subroutines,
            boolean isStatic,
            String descriptor,
            int size) {
        this.subroutines = subroutines;
        this.random = random;
        this.code = code;
        this.version = version;
        this.isStatic = isStatic;
        this.result = Type.getReturnType(descriptor);
        this.left = 1 + random.nextInt(size);
        this.bare = random.nextInt(4) == 0;
        int arguments = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (isStatic ? 1 : 0);
        int gap = random.nextInt(12) == 0 ? 300 + random.nextInt(300) : random.nextInt(3);
        this.own = arguments + gap;
    }

    void write() {
        if (!bare) {
            initialise();
        }
        code.visitLabel(start);
        if (random.nextInt(8) == 0) {
            step();
            branch(start); // back to where the hook was put
        }
        int padding = random.nextInt(40) == 0 ? 1 + random.nextInt(64_000) : 0;
        if (padding > 0) {
            Label far = new Label();
            step();
            code.visitJumpInsn(Opcodes.IFNE, far);
            for (int i = 0; i < padding; i++) {
                code.visitInsn(Opcodes.NOP);
            }
            code.visitLabel(far);
        }
        statements(0, true);
        if (random.nextInt(6) == 0) {
            fails();
        } else {
            returns();
        }
        if (needsSubroutine) {
            int address = own + 6 + DEEPEST;
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, address);
            step();
            code.visitInsn(Opcodes.POP);
            code.visitVarInsn(Opcodes.RET, address);
        }
    }

    private void initialise() {
        code.visitInsn(Opcodes.ICONST_1);
        code.visitVarInsn(Opcodes.ISTORE, own);
        code.visitLdcInsn(7L);
        code.visitVarInsn(Opcodes.LSTORE, own + 1);
        code.visitLdcInsn(0.5);
        code.visitVarInsn(Opcodes.DSTORE, own + 3);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ASTORE, own + 5);
    }

    /** @param free whether handlers may begin here: nothing waits on the stack */
    private void statements(int depth, boolean free) {
        int most = 1 + random.nextInt(4);
        for (int i = 0; i < most && left > 0; i++) {
            left--;
            statement(depth, free);
        }
    }

    private void statement(int depth, boolean free) {
        int kind = random.nextInt(free ? 20 : 10);
        boolean nests = depth < DEEPEST;
        switch (kind) {
            case 0, 1 -> {
                step();
                code.visitInsn(Opcodes.POP);
            }
            case 2 -> arithmetic();
            case 3 -> constant();
            case 4, 5 -> {
                if (nests) {
                    choose(depth, free);
                }
            }
            case 6 -> {
                if (nests) {
                    waiting(depth);
                }
            }
            case 7 -> {
                if (nests) {
                    choice(depth, free);
                }
            }
            case 8 -> sometimes(this::returns);
            case 9 -> sometimes(this::fails);
            case 10, 11 -> {
                if (nests) {
                    loop(depth);
                }
            }
            case 12 -> {
                if (nests) {
                    endless(depth);
                }
            }
            case 13, 14 -> {
                if (nests) {
                    handled(depth);
                }
            }
            case 15 -> {
                if (nests) {
                    finished(depth);
                }
            }
            case 16 -> {
                if (nests) {
                    locked(depth);
                }
            }
            case 17 -> subroutine();
            case 18 -> overwrite(depth);
            default -> concatenated();
        }
    }

    private void step() {
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
    private void branch(Label to) {
        code.visitInsn(Opcodes.ICONST_3);
        code.visitInsn(Opcodes.IREM);
        code.visitJumpInsn(CONDITIONS[random.nextInt(CONDITIONS.length)], to);
    }

    private void arithmetic() {
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

    private void constant() {
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

    private void choose(int depth, boolean free) {
        Label otherwise = new Label();
        Label end = new Label();
        step();
        branch(otherwise);
        statements(depth + 1, free);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(otherwise);
        statements(depth + 1, free);
        code.visitLabel(end);
    }

    /** Values, or an object without its constructor's call, wait on the stack meanwhile. */
    private void waiting(int depth) {
        switch (random.nextInt(4)) {
            case 0 -> {
                code.visitLdcInsn(1L << 40);
                statements(depth + 1, false);
                code.visitInsn(Opcodes.POP2);
            }
            case 1 -> {
                code.visitTypeInsn(Opcodes.NEW, OBJECT);
                code.visitInsn(Opcodes.DUP);
                statements(depth + 1, false);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, PoolTap.CONSTRUCTOR, "()V", false);
                code.visitInsn(Opcodes.POP);
            }
            case 2 -> {
                code.visitTypeInsn(Opcodes.NEW, OBJECT);
                statements(depth + 1, false);
                code.visitInsn(Opcodes.POP);
            }
            default -> {
                int values = 1 + random.nextInt(40);
                for (int i = 0; i < values; i++) {
                    code.visitInsn(Opcodes.FCONST_2);
                }
                statements(depth + 1, false);
                for (int i = 0; i < values; i++) {
                    code.visitInsn(Opcodes.POP);
                }
            }
        }
    }

    private void choice(int depth, boolean free) {
        Label[] cases = {new Label(), new Label(), new Label()};
        Label end = new Label();
        Label other = random.nextBoolean() ? end : cases[0];
        step();
        code.visitInsn(Opcodes.ICONST_5);
        code.visitInsn(Opcodes.IREM);
        if (random.nextBoolean()) {
            code.visitTableSwitchInsn(0, 2, other, cases);
        } else {
            code.visitLookupSwitchInsn(other, new int[] {-3, 1, 4}, cases);
        }
        for (Label each : cases) {
            code.visitLabel(each);
            statements(depth + 1, free);
        }
        code.visitLabel(end);
    }

    private void sometimes(Runnable end) {
        Label on = new Label();
        step();
        branch(on);
        end.run();
        code.visitLabel(on);
    }

    private void fails() {
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

    private void returns() {
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

    private void loop(int depth) {
        if (bare) {
            return;
        }
        int counter = own + 6 + depth;
        Label again = new Label();
        Label end = new Label();
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, counter);
        code.visitLabel(again);
        code.visitVarInsn(Opcodes.ILOAD, counter);
        code.visitInsn(Opcodes.ICONST_3);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, end);
        statements(depth + 1, true);
        code.visitIincInsn(counter, 1);
        code.visitJumpInsn(Opcodes.GOTO, again);
        code.visitLabel(end);
    }

    private void endless(int depth) {
        Label again = new Label();
        Label end = new Label();
        code.visitLabel(again);
        step();
        branch(end);
        statements(depth + 1, true);
        code.visitJumpInsn(Opcodes.GOTO, again);
        code.visitLabel(end);
    }

    private void handled(int depth) {
        Label from = new Label();
        Label to = new Label();
        Label caught = new Label();
        Label end = new Label();
        String[] types = {null, "java/sql/SQLException", "java/lang/Exception", "java/lang/Throwable"};
        code.visitLabel(from);
        step();
        code.visitInsn(Opcodes.POP);
        statements(depth + 1, true);
        code.visitLabel(to);
        code.visitTryCatchBlock(from, to, caught, types[random.nextInt(types.length)]); // behind those within
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(caught);
        if (random.nextInt(4) == 0) {
            code.visitInsn(Opcodes.ATHROW);
        } else {
            code.visitInsn(Opcodes.POP);
            statements(depth + 1, true);
        }
        code.visitLabel(end);
    }

    /** As javac writes a finally. */
    private void finished(int depth) {
        Label from = new Label();
        Label to = new Label();
        Label caught = new Label();
        Label end = new Label();
        code.visitLabel(from);
        step();
        code.visitInsn(Opcodes.POP);
        statements(depth + 1, true);
        code.visitLabel(to);
        code.visitTryCatchBlock(from, to, caught, null);
        step();
        code.visitInsn(Opcodes.POP);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(caught);
        step();
        code.visitInsn(Opcodes.POP);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(end);
    }

    /** As javac writes synchronized, but for returns within. */
    private void locked(int depth) {
        int returning = left;
        left = 0;
        Label from = new Label();
        Label to = new Label();
        Label caught = new Label();
        Label end = new Label();
        code.visitTryCatchBlock(from, to, caught, null);
        lock(Opcodes.MONITORENTER);
        code.visitLabel(from);
        step();
        code.visitInsn(Opcodes.POP);
        if (depth % 2 == 0) {
            concatenated();
        }
        lock(Opcodes.MONITOREXIT);
        code.visitLabel(to);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(caught);
        lock(Opcodes.MONITOREXIT);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(end);
        left = returning;
    }

    private void lock(int opcode) {
        code.visitLdcInsn(Type.getType(String.class).getClassName());
        code.visitInsn(opcode);
    }

    private void subroutine() {
        if (subroutines && !bare) {
            needsSubroutine = true;
            code.visitJumpInsn(Opcodes.JSR, subroutine);
        }
    }

    /** Only where no jump leads back, and nothing reads it afterwards. */
    private void overwrite(int depth) {
        if (depth > 0 || isStatic || thisIsLost || random.nextInt(3) > 0) {
            return;
        }
        thisIsLost = true;
        overwritesThis = true;
        if (random.nextBoolean()) {
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitVarInsn(Opcodes.ASTORE, 0);
        } else {
            code.visitInsn(Opcodes.ICONST_2);
            code.visitVarInsn(Opcodes.ISTORE, 0);
        }
    }

    private void concatenated() {
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
