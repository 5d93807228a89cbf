package io.connwake.dist;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classes that were loaded before the agent: by an agent ahead of us, from an AOT cache, or because we were attached
 * late. They are woven by retransformation, which can't give them a slot.
 */
final class LoadedClasses {
    private final Instrumentation instrumentation;
    private final Gate gate;
    private final Guard guard;

    LoadedClasses(Instrumentation instrumentation, Gate gate, Guard guard) {
        this.instrumentation = instrumentation;
        this.gate = gate;
        this.guard = guard;
    }

    void weave() {
        List<Class<?>> targets = new ArrayList<>();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = each.getClassLoader();
            if (loader == null || loader == platform) {
                gate.noticeTracer(each.getName(), loader);
            } else if (isCandidate(each, loader)) {
                targets.add(each);
            }
        }
        if (!targets.isEmpty()) {
            retransform(targets);
        }
    }

    private boolean isCandidate(Class<?> type, ClassLoader loader) {
        if (loader == LoadedClasses.class.getClassLoader() || type.isArray() || type.isInterface() || type.isHidden()) {
            return false;
        }
        gate.noticeTracer(type.getName(), loader);
        if (type.getName().startsWith("io.connwake.agent.")) {
            return false;
        }
        byte[] classFile = classFile(type.getName(), loader);
        return classFile != null && gate.wants(loader, classFile);
    }

    private void retransform(List<Class<?>> targets) {
        instrumentation.addTransformer(gate.forLoaded(targets), true);
        for (Class<?> each : targets) {
            try {
                instrumentation.retransformClasses(each);
            } catch (UnmodifiableClassException | LinkageError leftAlone) {
                guard.swallow("weaving the loaded class " + each.getName(), leftAlone);
            }
        }
    }

    private static byte @Nullable [] classFile(String name, ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
