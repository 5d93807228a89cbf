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

    /** With what follows a command of the jar asks this JVM from outside. */
    private static final String ASKED = "answer=";

    private static @Nullable String arguments;
    private static @Nullable Instrumentation instrumentation;
    private static volatile boolean isLate;
    private static @Nullable StringBuilder unheard;
    private static volatile @Nullable Thread speaker;

    private Premain() {}

    public static void premain(@Nullable String given, Instrumentation jvm) {
        start(given, jvm, false);
    }

    public static void agentmain(@Nullable String given, Instrumentation jvm) {
        if (given == null || !given.startsWith(ASKED)) {
            start(given, jvm, true);
            return;
        }
        try {
            Class.forName("io.connwake.agent.Asked")
                    .getMethod("answer", String.class, Instrumentation.class)
                    .invoke(null, given.substring(ASKED.length()), jvm);
        } catch (Throwable unanswered) {
            // Whoever asked finds no answer and says so; nothing of it is the application's.
        }
    }

    static synchronized boolean isAttached() {
        return instrumentation != null;
    }

    /** The agent came to a JVM that ran already. */
    public static boolean isLate() {
        return isLate;
    }

    /** Starts the agent and gives the lines that it has to say about that, instead of writing them to stderr. */
    static String startUnheard(@Nullable String given, Instrumentation jvm) {
        StringBuilder lines = new StringBuilder();
        unheard = lines;
        speaker = Thread.currentThread();
        try {
            start(given, jvm, true);
        } finally {
            speaker = null;
            unheard = null;
        }
        return lines.toString();
    }

    /** What the JVM gave, null for none. */
    public static @Nullable String arguments() {
        return arguments;
    }

    /** What the JVM gave. */
    public static Instrumentation instrumentation() {
        return Objects.requireNonNull(instrumentation);
    }

    private static synchronized void start(@Nullable String given, Instrumentation jvm, boolean late) {
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
        isLate = late;
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

    /** One line on stderr, or to the command that attaches the agent. Takes no lock: an attach holds one for long. */
    public static void say(String text) {
        StringBuilder lines = speaker == Thread.currentThread() ? unheard : null;
        if (lines == null) {
            System.err.println("connwake: " + text);
        } else {
            lines.append(text).append('\n');
        }
    }
}
