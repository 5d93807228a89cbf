package io.connwake.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent from the folder {@code isolated/} of its jar, where classes end in {@code .classdata} so that no
 * scanner of the application's class path sees them: the few that premain needs as entries of the jar, the agent, what
 * only trouble needs of it, and OpenTelemetry in a {@link Pack} each. Its parent is the platform loader: the agent never sees the application's
 * classes, and the application never sees the agent's.
 */
public final class Isolation extends ClassLoader {
    private static final String FOLDER = "isolated/";

    private static final String OPEN_TELEMETRY = "io.connwake.shaded.opentelemetry.";
    private static final String EXPORT = "io.connwake.otlp.";

    private final ZipFile jar;
    private volatile @Nullable WeakReference<Pack> agent;
    private @Nullable WeakReference<Pack> diagnosis;
    private @Nullable WeakReference<Pack> openTelemetry;

    static {
        registerAsParallelCapable();
    }

    Isolation(File jar) throws IOException {
        super("connwake", ClassLoader.getPlatformClassLoader());
        this.jar = new ZipFile(jar);
    }

    /** The class-file bytes of one of the agent's classes; null if there is none of that name. */
    public byte @Nullable [] classFile(String className) throws IOException {
        String path = className.replace('.', '/') + ".classdata";
        if (className.startsWith(OPEN_TELEMETRY)) {
            return openTelemetry().read(path);
        }
        byte[] found = agent == null ? null : agent().read(path);
        if (found == null) {
            found = read(FOLDER + path);
        }
        if (found == null) {
            found = agent().read(path);
        }
        if (found == null && className.startsWith(EXPORT)) {
            return openTelemetry().read(path);
        }
        return found == null ? diagnosis().read(path) : found;
    }

    private synchronized Pack agent() throws IOException {
        Pack open = agent == null ? null : agent.get();
        if (open == null) {
            open = Pack.open(jar, FOLDER + "agent.zip");
            agent = new WeakReference<>(open);
        }
        return open;
    }

    private synchronized Pack diagnosis() throws IOException {
        Pack open = diagnosis == null ? null : diagnosis.get();
        if (open == null) {
            open = Pack.open(jar, FOLDER + "diagnosis.zip");
            diagnosis = new WeakReference<>(open);
        }
        return open;
    }

    private synchronized Pack openTelemetry() throws IOException {
        Pack open = openTelemetry == null ? null : openTelemetry.get();
        if (open == null) {
            open = Pack.open(jar, FOLDER + "opentelemetry.zip");
            openTelemetry = new WeakReference<>(open);
        }
        return open;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes;
        try {
            bytes = classFile(name);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** The agent's own classes first; what is not in the jar comes from the platform. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.connwake.")) {
            return super.loadClass(name, resolve);
        }
        if (name.startsWith("io.connwake.agent.")) {
            return Class.forName(name, false, Isolation.class.getClassLoader());
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return jar.getEntry(FOLDER + name) == null ? null : IsolatedResource.url(this, name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(found));
    }

    /** The content of a resource of the agent; null if there is none of that name. */
    byte @Nullable [] resource(String name) throws IOException {
        return read(FOLDER + name);
    }

    private byte @Nullable [] read(String entryName) throws IOException {
        ZipEntry entry = jar.getEntry(entryName);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
