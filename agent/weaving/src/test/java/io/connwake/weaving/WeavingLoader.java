package io.connwake.weaving;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Defines the classes of some packages itself, each as the weave makes it, and leaves the others to its parent. */
final class WeavingLoader extends ClassLoader {
    private static final ClassLoader PARENT = WeavingLoader.class.getClassLoader();

    private final Weave weave;
    private final String[] packages;
    private final Map<String, byte[]> made = new HashMap<>();
    private final Set<String> woven = new TreeSet<>();

    WeavingLoader(Weave weave, String... packages) {
        super(PARENT);
        this.weave = weave;
        this.packages = packages;
    }

    /** Makes the class file to define from the one that was read; null to leave it alone. */
    interface Weave {
        byte @Nullable [] apply(ClassLoader loader, byte[] classFile);

        /** The weaver under test. */
        static Weave ours() {
            return ours(true);
        }

        static Weave ours(boolean reshape) {
            Weaver weaver = new Weaver();
            return (loader, classFile) -> weaver.weave(new Origin(loader, null), classFile, reshape);
        }

        static Weave none() {
            return (loader, classFile) -> null;
        }
    }

    /** A class of which there is no file: it shadows one that there is. */
    WeavingLoader with(String name, byte[] classFile) {
        made.put(name, classFile);
        return this;
    }

    /** The names of the classes that the weave changed. */
    Set<String> woven() {
        return woven;
    }

    Object create(String name) throws ReflectiveOperationException {
        return loadClass(name).getDeclaredConstructor().newInstance();
    }

    static byte[] read(String name) {
        try (InputStream in = PARENT.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IllegalArgumentException("no class file of " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            return isMine(name) ? define(name) : super.loadClass(name, resolve);
        }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String resource) {
        String name = resource.endsWith(".class")
                ? resource.substring(0, resource.length() - ".class".length()).replace('/', '.')
                : resource;
        byte[] classFile = made.get(name);
        return classFile == null ? super.getResourceAsStream(resource) : new ByteArrayInputStream(classFile);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] plain = plain(name);
        byte[] changed = weave.apply(this, plain);
        if (changed != null) {
            woven.add(name);
        }
        byte[] classFile = changed == null ? plain : changed;
        return defineClass(name, classFile, 0, classFile.length);
    }

    private byte[] plain(String name) throws ClassNotFoundException {
        byte[] classFile = made.get(name);
        if (classFile != null) {
            return classFile;
        }
        try {
            return ClassFiles.concrete(read(name));
        } catch (IllegalArgumentException missing) {
            throw new ClassNotFoundException(name, missing);
        }
    }

    private boolean isMine(String name) {
        for (String each : packages) {
            if (name.startsWith(each)) {
                return true;
            }
        }
        return made.containsKey(name);
    }
}
