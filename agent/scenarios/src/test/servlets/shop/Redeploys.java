package com.example.trouble.web;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Deploys the shop in a loader of its own, asks it for pages and drops it, many times. */
public final class Redeploys {
    private static final int MOST_COLLECTIONS = 100;

    private Redeploys() {}

    public static void main(String[] args) throws Exception {
        int times = Integer.parseInt(args[4]);
        List<Reference<ClassLoader>> dropped = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            dropped.add(deploy(args));
        }
        System.out.println(collected(dropped) + " of " + times + " collected");
        System.exit(0);
    }

    private static Reference<ClassLoader> deploy(String[] args) throws Exception {
        ClassLoader loader = new Own();
        Object shop = Class.forName("com.example.trouble.web.Shop", true, loader)
                .getConstructor(String.class, String.class, String.class)
                .newInstance(args[1], args[2], args[3]);
        visit(shop, loader);
        ((AutoCloseable) shop).close();
        return new WeakReference<>(loader);
    }

    @SuppressWarnings("unchecked")
    private static void visit(Object shop, ClassLoader loader) throws Exception {
        try (Container container = new Container((Consumer<ServletContext>) shop, loader)) {
            for (String each : new String[] {"/orders/1", "/again", "/fails"}) {
                HttpVisit.visit(container.port(), each);
            }
        }
    }

    private static int collected(List<Reference<ClassLoader>> dropped) throws InterruptedException {
        int collected = 0;
        for (int i = 0; i < MOST_COLLECTIONS && collected < dropped.size(); i++) {
            System.gc();
            Thread.sleep(50);
            collected = 0;
            for (Reference<ClassLoader> each : dropped) {
                collected += each.refersTo(null) ? 1 : 0;
            }
        }
        return collected;
    }

    /** Defines the shop's classes itself. */
    private static final class Own extends ClassLoader {
        Own() {
            super(Redeploys.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                boolean isShop = name.startsWith("com.example.trouble.web.Shop") || name.endsWith(".web.Wrapping");
                Class<?> known = findLoadedClass(name);
                if (known != null || !isShop) {
                    return known == null ? super.loadClass(name, resolve) : known;
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] classFile = in.readAllBytes();
                    return defineClass(name, classFile, 0, classFile.length);
                } catch (IOException unreadable) {
                    throw new ClassNotFoundException(name, unreadable);
                }
            }
        }
    }
}
