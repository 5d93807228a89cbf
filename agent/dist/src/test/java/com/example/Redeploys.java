package com.example;

import java.io.File;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * A container that deploys an application with a pool of its own, lets it work and drops it, many times: how often, tidy
 * or leaky, the application's class path. Tells how many of the class loaders were collected in the end.
 */
public final class Redeploys {
    private static final int MOST_COLLECTIONS = 100;

    private Redeploys() {}

    public static void main(String[] args) throws Exception {
        int times = Integer.parseInt(args[0]);
        List<Reference<ClassLoader>> dropped = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            dropped.add(deploy(args[1], args[2]));
        }
        System.out.println(collected(dropped) + " of " + times + " collected");
    }

    private static Reference<ClassLoader> deploy(String how, String classPath) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(urls(classPath), ClassLoader.getPlatformClassLoader())) {
            Thread work = new Thread(() -> run(loader, how), "deployed");
            work.setContextClassLoader(loader);
            work.start();
            work.join();
            return new WeakReference<>(loader);
        }
    }

    private static void run(ClassLoader loader, String how) {
        try {
            Class<?> application = Class.forName("com.example.Deployed", true, loader);
            ((Runnable) application.getConstructor(boolean.class).newInstance(how.equals("leaky"))).run();
        } catch (ReflectiveOperationException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        String[] entries = classPath.split(File.pathSeparator, -1);
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < entries.length; i++) {
            urls[i] = new File(entries[i]).toURI().toURL();
        }
        return urls;
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
}
