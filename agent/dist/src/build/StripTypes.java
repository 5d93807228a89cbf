import java.io.IOException;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.RecordComponentVisitor;
import net.bytebuddy.jar.asm.TypePath;

/**
 * Takes from class files, in place, what only a compiler reads of types: their parameters, and {@code @Nullable}, which
 * JSpecify retains for a run time that has no use for it. Annotations of declarations stay, among them Byte Buddy's, and
 * the parameters of what a record consists of, by which a journal is read.
 */
final class StripTypes extends ClassVisitor {
    private StripTypes(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** @param folders in which every file that ends in {@code .classdata} is a class file */
    public static void main(String[] folders) throws IOException {
        ClassFiles.rewrite(folders, StripTypes::stripped);
    }

    private static byte[] stripped(byte[] content) {
        ClassWriter stripped = new ClassWriter(0);
        new ClassReader(content).accept(new StripTypes(stripped), 0);
        return stripped.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        super.visit(version, access, name, null, superName, interfaces);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(int type, TypePath path, String descriptor, boolean visible) {
        return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        return new FieldVisitor(api, super.visitField(access, name, descriptor, null, value)) {
            @Override
            public AnnotationVisitor visitTypeAnnotation(int type, TypePath path, String annotation, boolean visible) {
                return null;
            }
        };
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        return new RecordComponentVisitor(api, super.visitRecordComponent(name, descriptor, signature)) {
            @Override
            public AnnotationVisitor visitTypeAnnotation(int type, TypePath path, String annotation, boolean visible) {
                return null;
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        return new MethodVisitor(api, super.visitMethod(access, name, descriptor, null, thrown)) {
            @Override
            public AnnotationVisitor visitTypeAnnotation(int type, TypePath path, String annotation, boolean visible) {
                return null;
            }
        };
    }
}
