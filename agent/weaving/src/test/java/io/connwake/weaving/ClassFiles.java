package io.connwake.weaving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Makes, changes and describes class files, with no help of the code under test. */
final class ClassFiles {
    static final String CONNECTION = "java/sql/Connection";
    static final String DATA_SOURCE = "javax/sql/DataSource";

    private ClassFiles() {}

    /** The same class, so that it can be created although methods are missing. */
    static byte[] concrete(byte[] classFile) {
        return changed(classFile, 0, new Header() {
            @Override
            public int access(int access) {
                return (access & Opcodes.ACC_INTERFACE) == 0 ? access & ~Opcodes.ACC_ABSTRACT : access;
            }
        });
    }

    /** The same class as another class-file version has it: up to 49 without frames. */
    static byte[] ofVersion(byte[] classFile, int version) {
        int parsing = version < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : 0;
        return changed(classFile, parsing, new Header() {
            @Override
            public int version(int before) {
                return version;
            }
        });
    }

    /** A class of that version with a constructor and the members that are added. */
    static byte[] make(int version, String name, String superName, String type, Consumer<ClassVisitor> members) {
        int computed = version < Opcodes.V1_6 ? ClassWriter.COMPUTE_MAXS : ClassWriter.COMPUTE_FRAMES;
        return make(computed, version, name, superName, type, members);
    }

    /** One with a single method, which throws null. */
    static byte[] withMethod(String method, String descriptor) {
        return make(
                Opcodes.V17,
                "com/acme/Made",
                "java/lang/Object",
                "java/lang/Cloneable",
                type -> method(type, method, descriptor, ClassFiles::fails));
    }

    static void fails(MethodVisitor code) {
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ATHROW);
    }

    /** One with the frames that its bodies visit. */
    static byte[] makeWithFrames(int version, String name, String type, Consumer<ClassVisitor> members) {
        return make(ClassWriter.COMPUTE_MAXS, version, name, "java/lang/Object", type, members);
    }

    private static byte[] make(
            int computed, int version, String name, String superName, String type, Consumer<ClassVisitor> members) {
        ClassWriter writer = new ClassWriter(computed);
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, superName, new String[] {type});
        method(writer, "<init>", "()V", constructor -> {
            constructor.visitVarInsn(Opcodes.ALOAD, 0);
            constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
            constructor.visitInsn(Opcodes.RETURN);
        });
        members.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    static void method(ClassVisitor type, String name, String descriptor, Consumer<MethodVisitor> body) {
        MethodVisitor method = type.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
        method.visitCode();
        body.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** Fields, methods and interfaces, as text. */
    static List<String> shape(byte[] classFile) {
        List<String> shape = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    @Nullable String signature,
                                    String superName,
                                    String[] interfaces) {
                                shape.addAll(List.of(interfaces));
                            }

                            @Override
                            public @Nullable FieldVisitor visitField(
                                    int access,
                                    String name,
                                    String type,
                                    @Nullable String signature,
                                    @Nullable Object value) {
                                shape.add(name);
                                return null;
                            }

                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                shape.add(name + descriptor);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return shape;
    }

    static String descriptor(java.lang.reflect.Method method) {
        return net.bytebuddy.jar.asm.Type.getMethodDescriptor(method);
    }

    private interface Header {
        default int version(int before) {
            return before;
        }

        default int access(int before) {
            return before;
        }
    }

    private static byte[] changed(byte[] classFile, int parsing, Header header) {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(
                    int version,
                    int access,
                    String name,
                    @Nullable String signature,
                    String superName,
                    String[] interfaces) {
                super.visit(header.version(version), header.access(access), name, signature, superName, interfaces);
            }
        };
        new ClassReader(classFile).accept(visitor, parsing);
        return writer.toByteArray();
    }
}
