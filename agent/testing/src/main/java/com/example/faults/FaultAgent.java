package com.example.faults;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link Strike#at} at the beginning of each method that the plan names, as its class is loaded; told {@code clock}, it
 * leaves that to the {@link ClockAgent}.
 */
public final class FaultAgent implements ClassFileTransformer {
    private static final int NO_CODE = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    private final Plan plan;

    private FaultAgent(Plan plan) {
        this.plan = plan;
    }

    public static void premain(String plan, Instrumentation instrumentation) {
        if (plan.equals("clock")) {
            instrumentation.addTransformer(new ClockAgent());
            return;
        }
        Plan chosen = Plan.parse(plan);
        Strike.by(chosen);
        instrumentation.addTransformer(new FaultAgent(chosen));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name == null || !plan.mayName(name.replace('/', '.'))) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Struck(name.replace('/', '.'), writer), 0);
        return writer.toByteArray();
    }

    private final class Struck extends ClassVisitor {
        private final String className;

        Struck(String className, ClassVisitor next) {
            super(Opcodes.ASM9, next);
            this.className = className;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            String method = className + '.' + name;
            boolean isStruck = !name.startsWith("<") && (access & NO_CODE) == 0 && plan.names(method);
            return isStruck ? new Begun(method, next) : next;
        }
    }

    private static final class Begun extends MethodVisitor {
        private final String method;

        Begun(String method, MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.method = method;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitLdcInsn(method);
            visitMethodInsn(Opcodes.INVOKESTATIC, "com/example/faults/Strike", "at", "(Ljava/lang/String;)V", false);
        }
    }
}
