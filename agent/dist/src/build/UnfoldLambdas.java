import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes ordinary classes of the lambdas and method references in class files, in place. A JVM makes a class for each when it
 * first comes by, at several times the price of loading one, and the SDK comes by 150 of them when it starts. Lambdas of one
 * class that implement the same interface and capture the same types share a class.
 */
final class UnfoldLambdas {
    private static final int READ = Opcodes.ASM9;

    private final Path folder;
    private final Path file;
    private final ClassReader outer;
    private final String name;
    private final boolean isInterface;
    private final Map<String, Integer> accessOfMethods = new HashMap<>();
    private final Map<String, Unfolded> unfolded = new LinkedHashMap<>();
    /** Methods of the class that only the class itself may call, by what calls them for others. */
    private final Map<Handle, String> doors = new LinkedHashMap<>();

    private UnfoldLambdas(Path folder, String className) throws IOException {
        this.folder = folder;
        this.file = folder.resolve(className.replace('.', '/') + ".classdata");
        outer = new ClassReader(Files.readAllBytes(file));
        name = outer.getClassName();
        isInterface = (outer.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    }

    /** @param words a file that names classes, one a line; the folder of their class files, which end in {@code .classdata} */
    public static void main(String[] words) throws IOException {
        for (String each : Files.readAllLines(Path.of(words[0]))) {
            if (!each.startsWith("#")) {
                new UnfoldLambdas(Path.of(words[1]), each).run();
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
            String simple = each.name().substring(each.name().lastIndexOf('/') + 1);
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
                    super.visitLdcInsn(group.cases().size());
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, group.name(), "of", group.ofType(), false);
                    group.cases().add(new Unfolded.Case(reached((Handle) arguments[1]), (Type) arguments[2]));
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
        if (!isOwn) {
            new Others(folder).mustSee(name, called);
        }
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
}
