import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The other classes that lie in the jar: what is made of a lambda must be able to call them, as its own class could. */
final class Others {
    private static final String OURS = "io/connwake/";

    /** Left out of the jar, and asked for by nobody: see the filters in the pom. */
    private static final String LEFT_OUT = "/OtlpGrpc";

    private final Path folder;

    Others(Path folder) {
        this.folder = folder;
    }

    /** Fails the build where a class of the same package could not call it. */
    void mustSee(String from, Handle called) {
        String owner = called.getOwner();
        if (!owner.startsWith(OURS) || owner.contains(LEFT_OUT)) {
            return;
        }
        boolean isNear = packageOf(owner).equals(packageOf(from));
        int needed = isNear ? 0 : Opcodes.ACC_PUBLIC;
        int access = access(owner, called);
        if ((access & Opcodes.ACC_PRIVATE) != 0 || (access & needed) != needed) {
            throw new IllegalStateException(from + " has a lambda of " + called + ", which is hidden from its package");
        }
    }

    /** Of a method that it has or inherits. */
    private int access(String owner, Handle called) {
        int[] access = {-1};
        ClassReader reader;
        try {
            reader = new ClassReader(Files.readAllBytes(folder.resolve(owner + ".classdata")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(int has, String name, String type, String generic, String[] thrown) {
                        if (name.equals(called.getName()) && type.equals(called.getDesc())) {
                            access[0] = has;
                        }
                        return null;
                    }
                },
                ClassReader.SKIP_CODE);
        if (access[0] >= 0) {
            return access[0];
        }
        for (String each : reader.getInterfaces()) {
            if (each.startsWith(OURS) && access(each, called) >= 0) {
                return Opcodes.ACC_PUBLIC;
            }
        }
        String above = reader.getSuperName();
        return above != null && above.startsWith(OURS) ? access(above, called) : Opcodes.ACC_PUBLIC;
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('/'));
    }
}
