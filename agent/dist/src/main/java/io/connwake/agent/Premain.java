package io.connwake.agent;

import java.lang.instrument.Instrumentation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry. Compiled for Java 8, so that an older JVM loads it, says one line and runs the application; all the
 * rest is reached by name, through static initialisers: a reflective call costs method handles on newer JDKs.
 */
public final class Premain {
    private static final int OLDEST_JAVA = 17;

    private static @Nullable String arguments;
    private static @Nullable Instrumentation instrumentation;

    private Premain() {}

    public static void premain(@Nullable String given, Instrumentation jvm) {
        start(given, jvm);
    }

    public static void agentmain(@Nullable String given, Instrumentation jvm) {
        start(given, jvm);
    }

    /** What the JVM gave, null for none. */
    public static @Nullable String arguments() {
        return arguments;
    }

    /** What the JVM gave. */
    public static Instrumentation instrumentation() {
        return Objects.requireNonNull(instrumentation);
    }

    private static synchronized void start(@Nullable String given, Instrumentation jvm) {
        String java = System.getProperty("java.specification.version", "");
        if (isOld(java)) {
            say("needs Java 17 or later, this is Java " + java + "; the application runs without it");
            return;
        }
        if (instrumentation != null) {
            say("is attached already; this second agent does nothing");
            return;
        }
        arguments = given;
        instrumentation = jvm;
        try {
            Class.forName("io.connwake.agent.Entry");
        } catch (Throwable failure) {
            say("could not start (" + failure + "); the application runs without it");
        }
    }

    static boolean isOld(String java) {
        try {
            return java.startsWith("1.") || Integer.parseInt(java) < OLDEST_JAVA;
        } catch (NumberFormatException unheardOf) {
            return false;
        }
    }

    static void say(String text) {
        System.err.println("connwake: " + text);
    }
}
