package io.connwake.dist;

import io.connwake.weaving.Origin;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes that were loaded before the agent: by an agent ahead of us, from an AOT cache, or because we were attached
 * late. They are woven by retransformation, hooks only, at this and every later one.
 */
final class LoadedClasses implements ClassFileTransformer {
    private final Instrumentation instrumentation;
    private final Gate gate;
    private final Set<String> targets = new HashSet<>();

    LoadedClasses(Instrumentation instrumentation, Gate gate) {
        this.instrumentation = instrumentation;
        this.gate = gate;
    }

    void weave() {
        Set<Class<?>> found = new HashSet<>();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = each.getClassLoader();
            String name = each.getName().replace('.', '/');
            gate.noticeOther(name, loader);
            boolean isApplications = loader != null && (loader != platform || Gate.isProxy(name));
            if (isApplications && isCandidate(each, name, loader)) {
                targets.add(name);
                found.add(each);
            }
        }
        if (!found.isEmpty()) {
            retransform(found);
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (redefined == null || loader == null || name == null || !targets.contains(name)) {
            return null;
        }
        return gate.weave(new Origin(loader, domain), name, classFile, false);
    }

    private boolean isCandidate(Class<?> type, String name, ClassLoader loader) {
        if (loader == LoadedClasses.class.getClassLoader() || Launch.isEntry(type)) {
            return false;
        }
        if (type.isArray() || type.isInterface() || type.isHidden()) {
            return false;
        }
        byte[] classFile = Origin.asked(loader, name + ".class");
        if (classFile == null) {
            return isJdbc(type);
        }
        return gate.wants(new Origin(loader, type.getProtectionDomain()), name, classFile);
    }

    /** Of one that was made at run time, such as the handles of Tomcat JDBC, only the JVM has the class file. */
    private static boolean isJdbc(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> each : at.getInterfaces()) {
                if (each.getName().startsWith("java.sql.") || each.getName().startsWith("javax.sql.") || isJdbc(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void retransform(Set<Class<?>> found) {
        instrumentation.addTransformer(this, true);
        for (Class<?> each : found) {
            try {
                instrumentation.retransformClasses(each);
            } catch (UnmodifiableClassException | LinkageError leftAlone) {
                targets.remove(each.getName().replace('.', '/'));
            }
        }
    }
}
