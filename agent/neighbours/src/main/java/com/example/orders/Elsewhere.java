package com.example.orders;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** {@link Orders} in a class loader of a kind, which defines all of the application itself: kind, class path, its URL. */
public final class Elsewhere {
    private Elsewhere() {}

    public static void main(String[] args) throws Exception {
        URL[] jars = jars(args[1]);
        ClassLoader loader = switch (args[0]) {
            case "parent-last" -> new ParentLast(jars);
            case "sealed" -> new Sealed(jars);
            case "mute" -> new Bare(jars, Resources.MUTE);
            case "failing" -> new Bare(jars, Resources.FAILING);
            case "overflowing" -> new Bare(jars, Resources.OVERFLOWING);
            default -> throw new IllegalArgumentException(args[0]);
        };
        Thread.currentThread().setContextClassLoader(loader);
        Class.forName("com.example.orders.Orders", true, loader)
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    }

    private static URL[] jars(String classPath) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String each : classPath.split(File.pathSeparator, -1)) {
            urls.add(new File(each).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** As a web application's: its own classes first, although the parent has them too. */
    private static final class ParentLast extends URLClassLoader {
        ParentLast(URL[] jars) {
            super(jars, Elsewhere.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException notHere) {
                    return super.loadClass(name, resolve);
                }
            }
        }

        @Override
        public @Nullable URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }
    }

    /** All packages are sealed: nobody else may add a class to them. */
    private static final class Sealed extends URLClassLoader {
        Sealed(URL[] jars) {
            super(jars, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Package definePackage(String name, Manifest manifest, @Nullable URL url) {
            Manifest sealing = new Manifest(manifest);
            sealing.getMainAttributes().put(Attributes.Name.SEALED, "true");
            return super.definePackage(name, sealing, url);
        }
    }

    private enum Resources {
        MUTE,
        FAILING,
        OVERFLOWING
    }

    /** Defines classes that come from nowhere, as far as can be seen, and has no resources of use but what services need. */
    private static final class Bare extends ClassLoader {
        private final URLClassLoader files;
        private final Resources kind;

        Bare(URL[] jars, Resources kind) {
            super(ClassLoader.getPlatformClassLoader());
            files = new URLClassLoader(jars, null);
            this.kind = kind;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = files.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] classFile = in.readAllBytes();
                return defineClass(name, classFile, 0, classFile.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            if (!name.endsWith(".class")) {
                return files.getResourceAsStream(name);
            }
            return switch (kind) {
                case MUTE -> null;
                case FAILING -> throw new IllegalStateException("no resources here: " + name);
                case OVERFLOWING -> getResourceAsStream(name);
            };
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.endsWith(".class") ? null : files.getResource(name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.endsWith(".class") ? Collections.emptyEnumeration() : files.getResources(name);
        }
    }
}
