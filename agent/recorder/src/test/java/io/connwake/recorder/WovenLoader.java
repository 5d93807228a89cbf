package io.connwake.recorder;

import io.connwake.weaving.CandidateFilter;
import io.connwake.weaving.Origin;
import io.connwake.weaving.Weaver;
import java.io.IOException;
import java.io.InputStream;

/** Defines pools, drivers and the application itself, woven as the agent weaves them. */
final class WovenLoader extends ClassLoader {
    private static final String[] PACKAGES = {
        "com.acme.orders.", "com.zaxxer.hikari.", "org.apache.commons.dbcp2.", "org.h2.", "org.postgresql."
    };
    private static final ClassLoader PARENT = WovenLoader.class.getClassLoader();

    private final Weaver weaver = new Weaver();

    WovenLoader() {
        super(PARENT);
    }

    <T> T create(Class<T> type, String name) {
        try {
            return type.cast(loadClass(name).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalArgumentException(name, wrong);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            return isWoven(name) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = PARENT.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] plain = in.readAllBytes();
            byte[] woven = CandidateFilter.accepts(plain) ? weaver.weave(new Origin(this, null), plain, true) : null;
            byte[] classFile = woven == null ? plain : woven;
            return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private static boolean isWoven(String name) {
        for (String each : PACKAGES) {
            if (name.startsWith(each)) {
                return true;
            }
        }
        return false;
    }
}
