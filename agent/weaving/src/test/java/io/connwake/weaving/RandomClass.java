package io.connwake.weaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** A class drawn from a seed, of a kind that is hooked: the same seed and size make the same bytes. */
final class RandomClass {
    private static final List<RandomKind> KINDS = List.of(RandomKind.values());
    private static final int OLDEST = 46;
    private static final int NEWEST = 69;
    private static final int BRIDGE = Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;

    final String name;
    final byte[] classFile;
    final int version;

    /** What can be called, by name and descriptor. */
    final List<String> methods = new ArrayList<>();

    /** Whether advice hooks something else, by what is known of it. */
    boolean isBeyondOracle;

    final boolean isInterface;

    private final RandomKind kind;
    private final Random random;
    private final int size;
    private final boolean subroutines;

    /** What it draws first differs between neighbouring seeds, which it does not for a {@link Random} of these. */
    static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    /** @param newest the newest version that is drawn */
    RandomClass(long seed, int size, int newest) {
        this.random = random(seed);
        this.size = size;
        this.kind = KINDS.get(random.nextInt(KINDS.size()));
        this.version = OLDEST + random.nextInt(Math.min(newest, NEWEST) - OLDEST + 1);
        this.subroutines = version <= Opcodes.V1_6 && random.nextBoolean();
        this.isInterface = kind.mayBeInterface() && version >= Opcodes.V1_8 && random.nextInt(12) == 0;
        this.name = kind.className(random.nextInt(6) == 0);
        this.isBeyondOracle = kind.isBeyondOracle() || isInterface || version < 49;
        byte[] plain = make();
        if (random.nextInt(3) == 0) {
            OddFrames odd = new OddFrames(random);
            this.classFile = odd.of(plain);
            this.isBeyondOracle |= odd.isHigh || kind == RandomKind.CONNECTION;
        } else {
            this.classFile = plain;
        }
    }

    private byte[] make() {
        boolean computed = version >= Opcodes.V1_6 && !subroutines;
        ClassWriter writer = new ClassWriter(computed ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS) {
            @Override
            protected String getCommonSuperClass(String one, String other) {
                return "java/lang/Object";
            }
        };
        boolean isRecord = !isInterface && version >= Opcodes.V16 && kind.isBean() && random.nextInt(8) == 0;
        boolean isSerial = !isInterface && random.nextInt(5) == 0;
        String above = isRecord ? "java/lang/Record" : kind.superName(random, isInterface);
        List<String> interfaces = new ArrayList<>(kind.interfaces);
        if (isSerial) {
            interfaces.add("java/io/Serializable");
        }
        writer.visit(version, access(), name, null, above, interfaces.toArray(String[]::new));
        if (version >= Opcodes.V17 && !isFinal() && random.nextInt(6) == 0) {
            writer.visitPermittedSubclass(name + "$Permitted");
        }
        if (isRecord) {
            writer.visitRecordComponent("size", "I", null).visitEnd();
            writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "size", "I", null, null)
                    .visitEnd();
        }
        if (!isInterface) {
            fields(writer, isSerial);
            constructor(writer, above);
        }
        declare(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private int access() {
        if (isInterface) {
            return Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
        }
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER;
        access |= isFinal() ? Opcodes.ACC_FINAL : 0;
        return access | (random.nextInt(6) == 0 ? Opcodes.ACC_SYNTHETIC : 0);
    }

    /** By its name's length alone, so that it is the same whenever it is asked. */
    private boolean isFinal() {
        return !isInterface && kind.isBean() && (version & 3) == 1;
    }

    private void fields(ClassVisitor type, boolean isSerial) {
        if (random.nextInt(3) == 0) {
            String field = random.nextInt(4) == 0 ? "inner\uD842\uDFB7" : "inner";
            type.visitField(Opcodes.ACC_PRIVATE, field, "Ljava/sql/Connection;", null, null)
                    .visitEnd();
        }
        if (isSerial && random.nextBoolean()) {
            int constant = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
            type.visitField(constant, "serialVersionUID", "J", null, 7L).visitEnd();
        }
    }

    /** Something may be made on the way to the other constructor, or thrown away. */
    private void constructor(ClassVisitor type, String above) {
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", kind.constructor(), null, null);
        code.visitCode();
        if (random.nextInt(3) == 0) {
            code.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
            if (random.nextBoolean()) {
                code.visitInsn(Opcodes.DUP);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            }
            code.visitInsn(Opcodes.POP);
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, above, "<init>", "()V", false);
        if (kind == RandomKind.BUILT) {
            methods.add("<init>" + kind.constructor());
            new RandomBody(random, code, version, subroutines, false, kind.constructor(), size).write();
        } else {
            code.visitInsn(Opcodes.RETURN);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void declare(ClassVisitor type) {
        for (String each : kind.methods) {
            if (methods.isEmpty() || random.nextInt(3) > 0) {
                boolean isStatic = each.startsWith("static ");
                method(type, isStatic ? each.substring("static ".length()) : each, isStatic);
            }
        }
    }

    private void method(ClassVisitor type, String signature, boolean isStatic) {
        String method = signature.substring(0, signature.indexOf('('));
        String descriptor = signature.substring(signature.indexOf('('));
        int access = Opcodes.ACC_PUBLIC | (isStatic ? Opcodes.ACC_STATIC : 0);
        access |= isInterface || random.nextInt(6) > 0 ? 0 : Opcodes.ACC_SYNCHRONIZED;
        access |= random.nextInt(9) == 0 ? Opcodes.ACC_SYNTHETIC : 0;
        access |= !isStatic && !isInterface && random.nextInt(9) == 0 ? Opcodes.ACC_FINAL : 0;
        MethodVisitor code = type.visitMethod(access, method, descriptor, null, exceptions());
        code.visitCode();
        RandomBody body = new RandomBody(random, code, version, subroutines, isStatic, descriptor, size);
        body.write();
        code.visitMaxs(0, 0);
        code.visitEnd();
        methods.add(signature);
        isBeyondOracle |= isStatic || body.overwritesThis;
        if (!isStatic && descriptor.endsWith(")Ljava/sql/PreparedStatement;") && random.nextBoolean()) {
            bridge(type, method, descriptor);
        }
    }

    private static String @Nullable [] exceptions() {
        return new String[] {"java/sql/SQLException"};
    }

    /** To a method that returns something narrower. */
    private void bridge(ClassVisitor type, String method, String descriptor) {
        String wide = descriptor.replace(")Ljava/sql/PreparedStatement;", ")Ljava/sql/Statement;");
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC | BRIDGE, method, wide, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        int local = 1;
        for (Type each : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(each.getOpcode(Opcodes.ILOAD), local);
            local += each.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, method, descriptor, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        methods.add(method + wide);
        isBeyondOracle = true;
    }

    /** Whether it is hooked for its methods, and not for its name. */
    boolean hasWords() {
        return kind != RandomKind.BUILT && kind != RandomKind.JOB;
    }

    /** What it is, in a word. */
    @Override
    public String toString() {
        return kind + " of version " + version + (isInterface ? ", an interface" : "") + ", with " + methods;
    }
}
