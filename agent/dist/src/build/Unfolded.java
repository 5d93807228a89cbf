import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The class of some lambdas: an object for each use, which knows its lambda by a number. */
record Unfolded(String name, String factory, String sam, Type erased, List<Case> cases) {
    private static final String WHICH = "which";

    /** One lambda: what it calls, and the types that it is used with. */
    record Case(Handle called, Type used) {}

    Unfolded(String name, String factory, String sam, Type erased) {
        this(name, factory, sam, erased, new ArrayList<>());
    }

    private Type[] captured() {
        return Type.getArgumentTypes(factory);
    }

    private Type[] fields() {
        List<Type> all = new ArrayList<>(List.of(captured()));
        all.add(Type.INT_TYPE);
        return all.toArray(new Type[0]);
    }

    private String field(int index) {
        return index == captured().length ? WHICH : "a" + index;
    }

    String ofType() {
        return Type.getMethodDescriptor(Type.getReturnType(factory), fields());
    }

    byte[] toBytes() {
        ClassWriter made = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String type = Type.getReturnType(factory).getInternalName();
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        made.visit(Opcodes.V1_8, access, name, null, "java/lang/Object", new String[] {type});
        for (int i = 0; i < fields().length; i++) {
            int kind = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
            made.visitField(kind, field(i), fields()[i].getDescriptor(), null, null).visitEnd();
        }
        constructor(made.visitMethod(0, "<init>", constructorType(), null, null));
        factory(made.visitMethod(Opcodes.ACC_STATIC, "of", ofType(), null, null));
        method(made.visitMethod(Opcodes.ACC_PUBLIC, sam, erased.getDescriptor(), null, null));
        made.visitEnd();
        return made.toByteArray();
    }

    private String constructorType() {
        return Type.getMethodDescriptor(Type.VOID_TYPE, fields());
    }

    private void constructor(MethodVisitor code) {
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        int slot = 1;
        for (int i = 0; i < fields().length; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(fields()[i].getOpcode(Opcodes.ILOAD), slot);
            code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), fields()[i].getDescriptor());
            slot += fields()[i].getSize();
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void factory(MethodVisitor code) {
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        int slot = 0;
        for (Type each : fields()) {
            code.visitVarInsn(each.getOpcode(Opcodes.ILOAD), slot);
            slot += each.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructorType(), false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void method(MethodVisitor code) {
        code.visitCode();
        if (cases.size() > 1) {
            Label[] labels = new Label[cases.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = new Label();
            }
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, WHICH, "I");
            code.visitTableSwitchInsn(0, labels.length - 1, labels[labels.length - 1], labels);
            for (int i = 0; i < labels.length; i++) {
                code.visitLabel(labels[i]);
                code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                call(code, cases.get(i));
            }
        } else {
            call(code, cases.get(0));
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void call(MethodVisitor code, Case of) {
        Call.begin(code, of.called);
        List<Type> wanted = Call.arguments(of.called);
        Type[] given = captured();
        for (int i = 0; i < given.length; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), given[i].getDescriptor());
            Conversion.of(code, given[i], wanted.get(i));
        }
        Type[] parameters = erased.getArgumentTypes();
        int slot = 1;
        for (int i = 0; i < parameters.length; i++) {
            code.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), slot);
            Type used = of.used.getArgumentTypes()[i];
            Conversion.of(code, parameters[i], used);
            Conversion.of(code, used, wanted.get(given.length + i));
            slot += parameters[i].getSize();
        }
        Call.end(code, of.called);
        Type result = Call.result(of.called);
        Type told = erased.getReturnType();
        if (told.getSort() == Type.VOID) {
            if (result.getSize() > 0) {
                code.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
            }
        } else {
            Conversion.of(code, result, of.used.getReturnType());
            Conversion.of(code, of.used.getReturnType(), told);
        }
        code.visitInsn(told.getOpcode(Opcodes.IRETURN));
    }
}
