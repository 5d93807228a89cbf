package io.connwake.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.function.BiConsumer;

/** Opens the agent's own class loader and hands over to it, once in a process. */
public final class Entry {
    private static final String LAUNCH = "io.connwake.dist.Launch";

    private static boolean attached;

    private Entry() {}

    /** Called by {@link Premain} by name. */
    @SuppressWarnings("unchecked")
    public static synchronized void enter(String arguments, Instrumentation instrumentation)
            throws IOException, URISyntaxException, ReflectiveOperationException {
        if (attached) {
            System.err.println("connwake: is attached already; this second agent does nothing");
            return;
        }
        attached = true;
        File jar = new File(
                Entry.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Isolation isolation = new Isolation(jar);
        Object launch = isolation.loadClass(LAUNCH).getDeclaredConstructor().newInstance();
        ((BiConsumer<String, Instrumentation>) launch).accept(arguments, instrumentation);
    }
}
