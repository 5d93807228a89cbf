package io.connwake.dist;

import io.connwake.agent.Isolation;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;

/**
 * Defines the classes that woven code calls in {@code java.lang}, by a private lookup: the boot class path is not
 * touched, so the JVM's shared archive stays in use. {@code java.lang} is opened to our own module alone.
 */
final class BootClasses {
    private static final String[] IN_ORDER = {"Sink", "Carrier", "Installation", "Hooks"};

    private BootClasses() {}

    static void define(Instrumentation instrumentation, Isolation isolation)
            throws IOException, IllegalAccessException {
        new PackageOpener(instrumentation).open(Object.class);
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
        for (String each : IN_ORDER) {
            byte[] classFile = isolation.classFile("io.connwake.boot." + each);
            if (classFile == null) {
                throw new IOException("the agent jar lacks " + each);
            }
            lookup.defineClass(classFile);
        }
    }
}
