import java.util.Map;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** From a type to another, as {@code java.lang.invoke.LambdaMetafactory} says. */
final class Conversion {
    private static final Map<Integer, String> WRAPPERS = Map.of(
            Type.BOOLEAN, "java/lang/Boolean",
            Type.BYTE, "java/lang/Byte",
            Type.CHAR, "java/lang/Character",
            Type.SHORT, "java/lang/Short",
            Type.INT, "java/lang/Integer",
            Type.LONG, "java/lang/Long",
            Type.FLOAT, "java/lang/Float",
            Type.DOUBLE, "java/lang/Double");

    private Conversion() {}

    static void of(MethodVisitor code, Type from, Type to) {
        String wrapper = WRAPPERS.get(from.getSort());
        String wanted = WRAPPERS.get(to.getSort());
        if (from.equals(to)) {
            return;
        }
        if (wrapper != null && wanted != null) {
            widen(code, from, to);
        } else if (wrapper != null) {
            String type = "(" + from + ")L" + wrapper + ";";
            code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", type, false);
        } else if (wanted != null) {
            if (WRAPPERS.containsValue(from.getInternalName()) && !from.getInternalName().equals(wanted)) {
                throw new IllegalStateException("no lambda here has made " + to + " of " + from + " so far");
            }
            code.visitTypeInsn(Opcodes.CHECKCAST, wanted);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, wanted, to.getClassName() + "Value", "()" + to, false);
        } else if (!to.getInternalName().equals("java/lang/Object")) {
            code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    private static void widen(MethodVisitor code, Type from, Type to) {
        if (from.getSort() != Type.INT || to.getSort() != Type.LONG) {
            throw new IllegalStateException("no lambda here has made " + to + " of " + from + " so far");
        }
        code.visitInsn(Opcodes.I2L);
    }
}
