import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The call of what a method handle stands for. */
final class Call {
    private Call() {}

    static void begin(MethodVisitor code, Handle called) {
        if (called.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            code.visitTypeInsn(Opcodes.NEW, called.getOwner());
            code.visitInsn(Opcodes.DUP);
        }
    }

    static void end(MethodVisitor code, Handle called) {
        int instruction =
                switch (called.getTag()) {
                    case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
                    case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
                    case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
                    default -> Opcodes.INVOKESPECIAL;
                };
        code.visitMethodInsn(
                instruction, called.getOwner(), called.getName(), called.getDesc(), called.isInterface());
    }

    static List<Type> arguments(Handle called) {
        List<Type> all = new ArrayList<>();
        if (called.getTag() != Opcodes.H_INVOKESTATIC && called.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
            all.add(Type.getObjectType(called.getOwner()));
        }
        all.addAll(List.of(Type.getArgumentTypes(called.getDesc())));
        return all;
    }

    static Type result(Handle called) {
        return called.getTag() == Opcodes.H_NEWINVOKESPECIAL
                ? Type.getObjectType(called.getOwner())
                : Type.getReturnType(called.getDesc());
    }
}
