import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes ordinary classes of the lambdas and method references in class files, in place. A JVM makes a class for each when it
 * first comes by, at several times the price of loading one; the SDK comes by 150 of them when it starts. Lambdas of one class that
 * implement the same interface and capture the same types share a class.
 */
final class UnfoldLambdas {
    private static final int READ = Opcodes.ASM9;
    private static final String WHICH = "which";

    private final Path file;
    private final ClassReader outer;
    private final String name;
    private final boolean isInterface;
    private final Map<String, Integer> accessOfMethods = new HashMap<>();
    private final Map<String, Unfolded> unfolded = new LinkedHashMap<>();
    /** Methods of the class that only the class itself may call, by what calls them for others. */
    private final Map<Handle, String> doors = new LinkedHashMap<>();

    private UnfoldLambdas(Path file) throws IOException {
        this.file = file;
        outer = new ClassReader(Files.readAllBytes(file));
        name = outer.getClassName();
        isInterface = (outer.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    }

    /** @param words a file that names classes, one a line, and the folder in which their class files end in {@code .classdata} */
    public static void main(String[] words) throws IOException {
        for (String each : Files.readAllLines(Path.of(words[0]))) {
            if (!each.startsWith("#")) {
                new UnfoldLambdas(Path.of(words[1], each.replace('.', '/') + ".classdata")).run();
            }
        }
    }

    private void run() throws IOException {
        outer.accept(new Survey(), ClassReader.SKIP_CODE);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        outer.accept(new Rewrite(writer), 0);
        if (unfolded.isEmpty()) {
            throw new IllegalStateException(name + " has no lambda");
        }
        Files.write(file, writer.toByteArray());
        for (Unfolded each : unfolded.values()) {
            String simple = each.name.substring(each.name.lastIndexOf('/') + 1);
            Files.write(file.resolveSibling(simple + ".classdata"), each.toBytes());
        }
    }

    private final class Survey extends ClassVisitor {
        Survey() {
            super(READ);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String type, String generic, String[] throwing) {
            accessOfMethods.put(method + type, access);
            return null;
        }
    }

    /** The class with calls of factories where lambdas were. */
    private final class Rewrite extends ClassVisitor {
        Rewrite(ClassVisitor next) {
            super(READ, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String type, String generic, String[] throwing) {
            boolean isBody = method.startsWith("lambda$") && (access & Opcodes.ACC_STATIC) != 0;
            int opened = isBody ? access & ~Opcodes.ACC_PRIVATE | visible() : access;
            return new MethodVisitor(READ, super.visitMethod(opened, method, type, generic, throwing)) {
                @Override
                public void visitInvokeDynamicInsn(String sam, String factory, Handle bootstrap, Object... arguments) {
                    if (!bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                            || !bootstrap.getName().equals("metafactory")) {
                        super.visitInvokeDynamicInsn(sam, factory, bootstrap, arguments);
                        return;
                    }
                    Type erased = (Type) arguments[0];
                    Unfolded group = unfolded.computeIfAbsent(
                            factory + sam + erased,
                            key -> new Unfolded(name + "$$" + (unfolded.size() + 1), factory, sam, erased));
                    super.visitLdcInsn(group.cases.size());
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, group.name, "of", group.ofType(), false);
                    group.cases.add(new Case(reached((Handle) arguments[1]), (Type) arguments[2]));
                }
            };
        }

        @Override
        public void visitEnd() {
            doors.forEach((behind, door) -> {
                MethodVisitor code = super.visitMethod(
                        Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC | visible(), door, doorType(behind), null, null);
                code.visitCode();
                Call.begin(code, behind);
                int slot = 0;
                for (Type each : Call.arguments(behind)) {
                    code.visitVarInsn(each.getOpcode(Opcodes.ILOAD), slot);
                    slot += each.getSize();
                }
                Call.end(code, behind);
                code.visitInsn(Call.result(behind).getOpcode(Opcodes.IRETURN));
                code.visitMaxs(0, 0);
                code.visitEnd();
            });
            super.visitEnd();
        }
    }

    private int visible() {
        return isInterface ? Opcodes.ACC_PUBLIC : 0;
    }

    /** By which the made class can call it. */
    private Handle reached(Handle called) {
        boolean isOwn = called.getOwner().equals(name);
        int access = isOwn ? accessOfMethods.getOrDefault(called.getName() + called.getDesc(), 0) : 0;
        boolean isOpened = called.getName().startsWith("lambda$") && called.getTag() == Opcodes.H_INVOKESTATIC;
        boolean isHidden = (access & Opcodes.ACC_PRIVATE) != 0 && !isOpened;
        if (!isHidden && called.getTag() != Opcodes.H_INVOKESPECIAL) {
            return called;
        }
        String door = doors.computeIfAbsent(called, key -> "open$$" + doors.size());
        return new Handle(Opcodes.H_INVOKESTATIC, name, door, doorType(called), isInterface);
    }

    private static String doorType(Handle behind) {
        return Type.getMethodDescriptor(
                Call.result(behind), Call.arguments(behind).toArray(new Type[0]));
    }

    /** One lambda: what it calls, and the types that it is used with. */
    private record Case(Handle called, Type used) {}

    /** The class of some lambdas: an object for each use, which knows its lambda by a number. */
    private record Unfolded(String name, String factory, String sam, Type erased, List<Case> cases) {
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

    /** The call of what a method handle stands for. */
    private static final class Call {
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

    /** From a type to another, as {@code java.lang.invoke.LambdaMetafactory} says. */
    private static final class Conversion {
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
}
