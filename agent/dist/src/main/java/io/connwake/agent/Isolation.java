package io.connwake.agent;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent from the folder {@code isolated/} of its jar, where classes end in {@code .classdata} so that no
 * scanner of the application's class path sees them: the few that premain needs as entries of the jar, the agent, what
 * only trouble and outputs need of it, OpenTelemetry, and the command line in a {@link Pack} each. Its parent is the
 * platform loader: the agent never sees the application's classes, and the application never sees the agent's.
 */
public final class Isolation extends ClassLoader {
    private static final String FOLDER = "isolated/";

    /** The one module of the JDK that is needed and not the platform loader's; by a command alone. */
    private static final String ATTACHING = "com.sun.tools.attach.";

    private static final String OPEN_TELEMETRY = "io.connwake.shaded.opentelemetry.";
    private static final String EXPORT = "io.connwake.otlp.";
    private static final String REPORT = "io/connwake/report/";

    private final Pack jar;
    private final ProtectionDomain domain = allowedAll();
    private volatile @Nullable Pack agent;
    private @Nullable Pack diagnosis;
    private @Nullable Pack openTelemetry;
    private @Nullable Pack report;

    static {
        registerAsParallelCapable();
    }

    Isolation(File jar) throws IOException {
        super("connwake", ClassLoader.getPlatformClassLoader());
        this.jar = Pack.of(jar);
    }

    /**
     * Under a security manager our code may do what it does whatever the application may. Its classes come from no place,
     * as those of any loader that says none: some agents leave these alone.
     */
    private static ProtectionDomain allowedAll() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return new ProtectionDomain(new CodeSource(null, (Certificate[]) null), all);
    }

    /** The class-file bytes of one of the agent's classes; null if there is none of that name. */
    public byte @Nullable [] classFile(String className) throws IOException {
        String path = className.replace('.', '/') + ".classdata";
        if (className.startsWith(OPEN_TELEMETRY)) {
            return openTelemetry().read(path);
        }
        byte[] found = agent == null ? null : agent().read(path);
        if (found == null) {
            found = jar.read(FOLDER + path);
        }
        if (found == null) {
            found = agent().read(path);
        }
        if (found == null && className.startsWith(EXPORT)) {
            return openTelemetry().read(path);
        }
        if (found == null) {
            found = diagnosis().read(path);
        }
        return found == null && isOfCommands(className) ? report().read(path) : found;
    }

    private static boolean isOfCommands(String className) {
        return className.startsWith("io.connwake.report.") || className.startsWith("io.connwake.recording.reader.");
    }

    private synchronized Pack agent() throws IOException {
        if (agent == null) {
            agent = jar.open(FOLDER + "agent.zip");
        }
        return agent;
    }

    private synchronized Pack diagnosis() throws IOException {
        if (diagnosis == null) {
            diagnosis = jar.open(FOLDER + "diagnosis.zip");
        }
        return diagnosis;
    }

    private synchronized Pack openTelemetry() throws IOException {
        if (openTelemetry == null) {
            openTelemetry = jar.open(FOLDER + "opentelemetry.zip");
        }
        return openTelemetry;
    }

    private synchronized Pack report() throws IOException {
        if (report == null) {
            report = jar.open(FOLDER + "report.zip");
        }
        return report;
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
        return define(name, bytes);
    }

    /**
     * Another agent's transformer may ask for the very class that is being defined, on this thread (Datadog's does, as it
     * finds no class file of it): then its answer was the class.
     */
    private Class<?> define(String name, byte[] bytes) {
        try {
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (LinkageError defined) {
            Class<?> meanwhile = findLoadedClass(name);
            if (meanwhile == null) {
                throw defined;
            }
            return meanwhile;
        }
    }

    /** The agent's own classes first; what is not in the jar comes from the platform. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.connwake.")) {
            return name.startsWith(ATTACHING)
                    ? Class.forName(name, false, getSystemClassLoader())
                    : super.loadClass(name, resolve);
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
        boolean isThere = name.startsWith(REPORT) || jar.contains(FOLDER + name);
        return isThere ? IsolatedResource.url(this, name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(found));
    }

    /** The content of a resource of the agent; null if there is none of that name. */
    byte @Nullable [] resource(String name) throws IOException {
        return name.startsWith(REPORT) ? report().read(name) : jar.read(FOLDER + name);
    }
}
