package io.connwake.weaving;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;

/** Weaves any class, by byte-buddy's class-file layer: what {@link Splice} leaves alone. */
final class Loom {
    private Loom() {}

    static byte @Nullable [] weave(byte[] classFile, WeavePlan plan, boolean reshape) {
        while (!plan.isEmpty()) {
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, 0);
            WovenClass woven = new WovenClass(writer, plan, reshape);
            try {
                reader.accept(woven, 0);
                return woven.hooks() ? writer.toByteArray() : null;
            } catch (HookedMethod.Unhookable again) {
                woven.avoidLast();
            }
        }
        return null;
    }
}
