package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.LimitExceededException;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against the loom: both make the same class. {@code -Dfuzz.classes=N} for more random ones, {@code -Dfuzz.seed=S}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpliceTest {
    private static final int CLASSES = Integer.getInteger("fuzz.classes", 300);
    private static final long FRESH = Long.getLong("fuzz.seed", System.nanoTime() / 1_000);
    private static final int LARGEST = Integer.getInteger("fuzz.size", 12);
    private static final int NEWEST = 44 + Runtime.version().feature();

    private final List<String> spliced = new ArrayList<>();
    private final List<String> loomed = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"HIKARI_CP, 5", "DBCP_2, 11", "PGJDBC, 9", "H2, 8", "SERVLETS, 2", "TOMCAT, 10"})
    void what_is_hooked_in_a_library_is_spliced_and_the_loom_would_make_the_same(Jar jar, int least) {
        for (Map.Entry<String, byte[]> each : jar.classes().entrySet()) {
            compare(each.getKey(), each.getValue(), true);
            compare(each.getKey(), each.getValue(), false);
        }

        assertThat(loomed).as("left to the loom").isEmpty();
        assertThat(spliced).hasSizeGreaterThanOrEqualTo(2 * least);
    }

    @Test
    void made_classes_become_the_same_both_ways() {
        System.out.println("made classes: -Dfuzz.seed=" + FRESH);
        for (long seed = FRESH; seed < FRESH + CLASSES; seed++) {
            byte[] classFile = made(seed);
            if (classFile != null) {
                compare("-Dfuzz.seed=" + seed, classFile, (seed & 1) == 0);
            }
        }

        assertThat(spliced).hasSizeGreaterThan(CLASSES / 10);
    }

    private void compare(String name, byte[] classFile, boolean reshape) {
        int before = Hook.LAST.get();
        byte[] ours = Splice.weave(classFile, new ClassShape(classFile), plan(classFile), reshape);
        Hook.LAST.set(before);
        if (plan(classFile).isEmpty()) {
            return;
        }
        if (ours == null) {
            loomed.add(name);
            return;
        }
        spliced.add(name);
        byte[] theirs = Objects.requireNonNull(Loom.weave(classFile, plan(classFile), reshape), name);
        assertThat(rewritten(ours)).as(name).isEqualTo(rewritten(theirs));
    }

    private static WeavePlan plan(byte[] classFile) {
        Origin origin = new Origin(SpliceTest.class.getClassLoader(), null);
        return new WeavePlan(new ClassShape(classFile), new Supertypes(), origin, InvocationMethods.NONE, false);
    }

    /** With its constants in the order of their use, its code in the shortest form, and no annotations within code. */
    private static byte[] rewritten(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor bare = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String type, @Nullable String signature, String @Nullable [] exceptions) {
                return new Unannotated(super.visitMethod(access, name, type, signature, exceptions));
            }
        };
        new ClassReader(classFile).accept(bare, 0);
        return writer.toByteArray();
    }

    private static final class Unannotated extends MethodVisitor {
        Unannotated(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public @Nullable AnnotationVisitor visitInsnAnnotation(int type, TypePath path, String name, boolean visible) {
            return null;
        }

        @Override
        public @Nullable AnnotationVisitor visitTryCatchAnnotation(
                int type, TypePath path, String name, boolean visible) {
            return null;
        }

        @Override
        public @Nullable AnnotationVisitor visitLocalVariableAnnotation(
                int type, TypePath path, Label[] start, Label[] end, int[] index, String name, boolean visible) {
            return null;
        }
    }

    private static byte @Nullable [] made(long seed) {
        try {
            return new RandomClass(seed, LARGEST, NEWEST).classFile;
        } catch (LimitExceededException | MethodTooLargeException notMade) {
            return null;
        }
    }
}
