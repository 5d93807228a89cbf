package io.connwake.weaving;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Passes a class on with its hooks and, if its shape may change, with the slot of {@code Carrier}. */
final class WovenClass extends ClassVisitor {
    static final String SLOT = "connwake$record";
    static final String INNER = "connwake$inner";

    static final String OBJECT = "Ljava/lang/Object;";

    private final WeavePlan plan;
    private final boolean reshape;
    private boolean frames;
    private boolean namesClasses;

    private boolean hooks;
    private String method = "";
    private String descriptor = "";

    WovenClass(ClassWriter next, WeavePlan plan, boolean reshape) {
        super(Opcodes.ASM9, next);
        this.plan = plan;
        this.reshape = reshape && plan.carries();
    }

    /** Whether there was a method to hook. */
    boolean hooks() {
        return hooks;
    }

    /** The method that was visited last, for {@link WeavePlan#avoid}. */
    void avoidLast() {
        plan.avoid(method, descriptor);
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        frames = (version & 0xFFFF) >= Opcodes.V1_6;
        namesClasses = (version & 0xFFFF) >= Opcodes.V1_5;
        String[] declared = interfaces == null ? new String[0] : interfaces;
        super.visit(
                version,
                access,
                name,
                reshape ? withCarrier(signature) : signature,
                superName,
                reshape ? withCarrier(declared) : declared);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String type, @Nullable String signature, String @Nullable [] exceptions) {
        method = name;
        descriptor = type;
        MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
        Hook hook = next == null ? null : Hook.of(plan, access, name, type, namesClasses);
        if (next == null || hook == null) {
            return next;
        }
        hooks = true;
        return new HookedMethod(next, hook, frames);
    }

    @Override
    public void visitEnd() {
        if (reshape) {
            int slot = Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;
            super.visitField(slot, SLOT, OBJECT, null, null).visitEnd();
            reader(SLOT, SLOT, OBJECT);
            writer();
            ClassShape.Member inner = plan.innerConnection();
            if (inner != null) {
                reader(INNER, inner.name, inner.descriptor);
            }
        }
        super.visitEnd();
    }

    private @Nullable String withCarrier(@Nullable String signature) {
        return signature == null ? null : signature + "L" + HookCalls.CARRIER + ";";
    }

    private String[] withCarrier(String[] declared) {
        String[] all = new String[declared.length + 1];
        System.arraycopy(declared, 0, all, 0, declared.length);
        all[declared.length] = HookCalls.CARRIER;
        return all;
    }

    private void reader(String name, String field, String fieldType) {
        MethodVisitor code = accessor(name, "()" + OBJECT);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, plan.className(), field, fieldType);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(1, 1);
        code.visitEnd();
    }

    private void writer() {
        MethodVisitor code = accessor(SLOT, "(" + OBJECT + ")V");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, plan.className(), SLOT, OBJECT);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(2, 2);
        code.visitEnd();
    }

    private MethodVisitor accessor(String name, String type) {
        MethodVisitor code = super.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, name, type, null, null);
        code.visitCode();
        return code;
    }
}
