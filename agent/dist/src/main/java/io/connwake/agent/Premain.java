package io.connwake.agent;

import java.lang.instrument.Instrumentation;

/**
 * The agent's entry. Compiled for Java 8, so that an older JVM loads it, says one line and runs the application; all the
 * rest is reached by name, through static initialisers: a reflective call costs method handles on newer JDKs.
 */
public final class Premain {
    private static final int OLDEST_JAVA = 17;

    private static String arguments;
    private static Instrumentation instrumentation;

    private Premain() {}

    public static void premain(String given, Instrumentation jvm) {
        start(given, jvm);
    }

    public static void agentmain(String given, Instrumentation jvm) {
        start(given, jvm);
    }

    /** What the JVM gave, null for none. */
    public static String arguments() {
        return arguments;
    }

    /** What the JVM gave. */
    public static Instrumentation instrumentation() {
        return instrumentation;
    }

    private static synchronized void start(String given, Instrumentation jvm) {
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

    private static boolean isOld(String java) {
        try {
            return java.startsWith("1.") || Integer.parseInt(java) < OLDEST_JAVA;
        } catch (NumberFormatException unheardOf) {
            return false;
        }
    }

    private static void say(String text) {
        System.err.println("connwake: " + text);
    }
}
