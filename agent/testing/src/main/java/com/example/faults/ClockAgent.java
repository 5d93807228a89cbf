package com.example.faults;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Lets all classes but the JDK's read {@link Jump} where they would read the wall clock. */
final class ClockAgent implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || name == null || name.startsWith("com/example/faults/")) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Read(writer), 0);
        return writer.toByteArray();
    }

    private static final class Read extends ClassVisitor {
        Read(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    private static final class Calls extends MethodVisitor {
        Calls(@Nullable MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean jumps = opcode == Opcodes.INVOKESTATIC && isClock(owner, name, descriptor);
            super.visitMethodInsn(opcode, jumps ? "com/example/faults/Jump" : owner, name, descriptor, isInterface);
        }

        private static boolean isClock(String owner, String name, String descriptor) {
            return owner.equals("java/time/Instant")
                    ? name.equals("now") && descriptor.startsWith("()")
                    : owner.equals("java/lang/System") && name.equals("currentTimeMillis");
        }
    }
}
