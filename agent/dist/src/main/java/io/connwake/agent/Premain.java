package io.connwake.agent;

import java.lang.instrument.Instrumentation;

/**
 * The agent's entry. Compiled for Java 8, so that an older JVM loads it, says one line and runs the application; all the
 * rest is reached by name.
 */
public final class Premain {
    private static final int OLDEST_JAVA = 17;

    private Premain() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    private static void start(String arguments, Instrumentation instrumentation) {
        String java = System.getProperty("java.specification.version", "");
        if (isOld(java)) {
            System.err.println(
                    "connwake: needs Java 17 or later, this is Java " + java + "; the application runs without it");
            return;
        }
        try {
            Class.forName("io.connwake.agent.Entry")
                    .getMethod("enter", String.class, Instrumentation.class)
                    .invoke(null, arguments, instrumentation);
        } catch (Throwable failure) {
            System.err.println("connwake: could not start (" + failure + "); the application runs without it");
        }
    }

    private static boolean isOld(String java) {
        try {
            return java.startsWith("1.") || Integer.parseInt(java) < OLDEST_JAVA;
        } catch (NumberFormatException unheardOf) {
            return false;
        }
    }
}
