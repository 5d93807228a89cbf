package com.example.retoucher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands every class of a pool or a driver back as it came, as its own version of it, and whenever it is asked to does so
 * again. With the argument {@code early} it loads the pool and the driver before anybody else can look at them, and a
 * class in a loader that throws when it is asked for a resource.
 */
public final class Retoucher implements ClassFileTransformer {
    private static @Nullable Instrumentation instrumentation;

    private Retoucher() {}

    public static void premain(@Nullable String argument, Instrumentation jvm)
            throws ReflectiveOperationException, IOException {
        instrumentation = jvm;
        jvm.addTransformer(new Retoucher(), true);
        if ("early".equals(argument)) {
            new Refusing().guest();
            for (String each : new String[] {
                "com.zaxxer.hikari.pool.HikariProxyConnection",
                "com.zaxxer.hikari.pool.HikariProxyPreparedStatement",
                "com.zaxxer.hikari.pool.HikariProxyStatement",
                "com.zaxxer.hikari.HikariDataSource",
                "org.h2.Driver",
                "org.h2.jdbc.JdbcConnection",
                "org.h2.jdbc.JdbcPreparedStatement"
            }) {
                Class.forName(each);
            }
        }
    }

    private static final class Refusing extends ClassLoader {
        void guest() throws IOException {
            try (InputStream in = Retoucher.class.getResourceAsStream("Guest.class")) {
                byte[] classFile = Objects.requireNonNull(in).readAllBytes();
                defineClass("com.example.retoucher.Guest", classFile, 0, classFile.length);
            }
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            throw new IllegalStateException("no resources here: " + name);
        }
    }

    /** As any agent does. */
    public static String retransform(Class<?> type) throws UnmodifiableClassException {
        Objects.requireNonNull(instrumentation).retransformClasses(type);
        return "retransformed";
    }

    /** As a debugger does when a class was compiled anew. */
    public static String redefine(Class<?> type)
            throws IOException, UnmodifiableClassException, ClassNotFoundException {
        try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
            ClassDefinition compiled =
                    new ClassDefinition(type, Objects.requireNonNull(in).readAllBytes());
            Objects.requireNonNull(instrumentation).redefineClasses(compiled);
        }
        return "redefined";
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        boolean isOfInterest = name != null && (name.startsWith("com/zaxxer/") || name.startsWith("org/h2/"));
        return isOfInterest ? classFile.clone() : null;
    }
}
