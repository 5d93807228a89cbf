package io.connwake.dist;

import io.connwake.agent.Premain;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What premain does: put up the gate. All else, and most of the configuration, waits for the first candidate class.
 * Initialised by name from the system loader; its static initialiser is the way in.
 */
final class Launch {
    private static final String PREFIX = "connwake.";
    /** Other variables can wait for the first class worth hooking; the methods named by this one can not. */
    private static final String INVOCATIONS = "CONNWAKE_INVOCATIONS";

    private static @Nullable Gate gate;

    static {
        start(Premain.arguments(), Premain.instrumentation());
    }

    private Launch() {}

    private static void start(@Nullable String arguments, Instrumentation instrumentation) {
        Gate gate = new Gate(instrumentation, arguments);
        if ((isConfigured(arguments) && !gate.isEnabled()) || AotTraining.isUnderWay()) {
            return;
        }
        Launch.gate = gate;
        instrumentation.addTransformer(gate, false);
        if (foreignClassesAreLoaded(instrumentation)) {
            new LoadedClasses(instrumentation, gate).weave();
        }
    }

    /** Null where nothing is traced. */
    static @Nullable Gate gate() {
        return gate;
    }

    /** Whether somebody set something: then the configuration is read at once, so that mistakes are named at the start. */
    private static boolean isConfigured(@Nullable String arguments) {
        if (arguments != null) {
            return true;
        }
        for (Object each : System.getProperties().keySet()) {
            if (each instanceof String name && name.startsWith(PREFIX)) {
                return true;
            }
        }
        return System.getenv(INVOCATIONS) != null;
    }

    /** Normally nothing but our own entry is loaded yet; another agent or an AOT cache may have been earlier. */
    private static boolean foreignClassesAreLoaded(Instrumentation instrumentation) {
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        ClassLoader ours = Launch.class.getClassLoader();
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = each.getClassLoader();
            if (loader != null && loader != platform && loader != ours && !isEntry(each)) {
                return true;
            }
        }
        return false;
    }

    static boolean isEntry(Class<?> type) {
        return type.getName().startsWith("io.connwake.agent.");
    }
}
