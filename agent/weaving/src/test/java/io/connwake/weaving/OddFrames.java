package io.connwake.weaving;

import java.util.Arrays;
import java.util.Random;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The same class with frames that know less of its locals than they could, and with a stack or locals up to what a class
 * file can say. Whether it still verifies is for the JVM to tell.
 */
final class OddFrames {
    private static final int MOST = 65_535;

    private final Random random;

    /** Whether a method's stack leaves no room for hooks. */
    boolean isHigh;

    OddFrames(Random random) {
        this.random = random;
    }

    byte[] of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.equals("<init>") ? next : new Frames(next);
                    }
                },
                ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private final class Frames extends MethodVisitor {
        private final int way;
        private final int stack;
        private final int locals;

        Frames(MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.way = random.nextInt(5);
            this.stack = random.nextInt(4) == 0 ? MOST - random.nextInt(8) : 0;
            this.locals = random.nextInt(4) == 0 ? MOST - random.nextInt(8) : 0;
            isHigh |= stack > 0;
        }

        @Override
        public void visitFrame(int type, int count, Object[] known, int stackCount, Object[] onStack) {
            Object[] left = Arrays.copyOf(known, count);
            switch (way) {
                case 0 -> left = new Object[0];
                case 1 -> left = Arrays.copyOf(left, random.nextInt(count + 1));
                case 2 -> forget(left, 0);
                case 3 -> forget(left, random.nextInt(count + 1));
                default -> {}
            }
            super.visitFrame(type, left.length, left, stackCount, onStack);
        }

        private void forget(Object[] known, int local) {
            if (local < known.length) {
                boolean isWide = known[local] == Opcodes.LONG || known[local] == Opcodes.DOUBLE;
                known[local] = isWide ? known[local] : Opcodes.TOP;
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, stack), Math.max(maxLocals, locals));
        }
    }
}
