package io.connwake.weaving;

import java.util.Random;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A method's code, drawn from a seed: branches, loops, switches, handlers, monitors, subroutines, values that wait on the
 * stack, returns in the middle. It verifies, and ends because {@link com.acme.Probe} makes it.
 */
final class RandomBody {
    private static final int DEEPEST = 4;

    private final Random random;
    private final MethodVisitor code;
    private final boolean isStatic;
    private final boolean subroutines;
    private final Label start = new Label();

    private int left;
    private final RandomCode plain;
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
        this.isStatic = isStatic;
        this.left = 1 + random.nextInt(size);
        int arguments = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (isStatic ? 1 : 0);
        int gap = random.nextInt(12) == 0 ? 300 + random.nextInt(300) : random.nextInt(3);
        this.plain = new RandomCode(random, code, version, Type.getReturnType(descriptor), arguments + gap);
    }

    void write() {
        if (!plain.bare) {
            plain.initialise();
        }
        code.visitLabel(start);
        if (random.nextInt(8) == 0) {
            plain.step();
            plain.branch(start); // back to where the hook was put
        }
        int padding = random.nextInt(40) == 0 ? 1 + random.nextInt(64_000) : 0;
        if (padding > 0) {
            Label far = new Label();
            plain.step();
            code.visitJumpInsn(Opcodes.IFNE, far);
            for (int i = 0; i < padding; i++) {
                code.visitInsn(Opcodes.NOP);
            }
            code.visitLabel(far);
        }
        statements(0, true);
        if (random.nextInt(6) == 0) {
            plain.fails();
        } else {
            plain.returns();
        }
        if (needsSubroutine) {
            int address = plain.own + 6 + DEEPEST;
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, address);
            plain.step();
            code.visitInsn(Opcodes.POP);
            code.visitVarInsn(Opcodes.RET, address);
        }
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
                plain.step();
                code.visitInsn(Opcodes.POP);
            }
            case 2 -> plain.arithmetic();
            case 3 -> plain.constant();
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
            case 8 -> sometimes(plain::returns);
            case 9 -> sometimes(plain::fails);
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
            default -> plain.concatenated();
        }
    }

    private void choose(int depth, boolean free) {
        Label otherwise = new Label();
        Label end = new Label();
        plain.step();
        plain.branch(otherwise);
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
                code.visitTypeInsn(Opcodes.NEW, RandomCode.OBJECT);
                code.visitInsn(Opcodes.DUP);
                statements(depth + 1, false);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, RandomCode.OBJECT, PoolTap.CONSTRUCTOR, "()V", false);
                code.visitInsn(Opcodes.POP);
            }
            case 2 -> {
                code.visitTypeInsn(Opcodes.NEW, RandomCode.OBJECT);
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
        plain.step();
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
        plain.step();
        plain.branch(on);
        end.run();
        code.visitLabel(on);
    }

    private void loop(int depth) {
        if (plain.bare) {
            return;
        }
        int counter = plain.own + 6 + depth;
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
        plain.step();
        plain.branch(end);
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
        plain.step();
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
        plain.step();
        code.visitInsn(Opcodes.POP);
        statements(depth + 1, true);
        code.visitLabel(to);
        code.visitTryCatchBlock(from, to, caught, null);
        plain.step();
        code.visitInsn(Opcodes.POP);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(caught);
        plain.step();
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
        plain.lock(Opcodes.MONITORENTER);
        code.visitLabel(from);
        plain.step();
        code.visitInsn(Opcodes.POP);
        if (depth % 2 == 0) {
            plain.concatenated();
        }
        plain.lock(Opcodes.MONITOREXIT);
        code.visitLabel(to);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(caught);
        plain.lock(Opcodes.MONITOREXIT);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(end);
        left = returning;
    }

    private void subroutine() {
        if (subroutines && !plain.bare) {
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
}
