package io.connwake.agent;

import java.lang.reflect.InvocationTargetException;

/**
 * The command line's entry. Compiled for Java 8, so that an older JVM loads it and says one line; all the rest is reached
 * by name.
 */
public final class Main {
    private static final int WRONG = 1;

    private Main() {}

    public static void main(String[] words) {
        String java = System.getProperty("java.specification.version", "");
        if (Premain.isOld(java)) {
            Premain.say("needs Java 17 or later, this is Java " + java);
            System.exit(WRONG);
        }
        System.exit(run(words));
    }

    private static int run(String[] words) {
        try {
            return (Integer) Class.forName("io.connwake.agent.Commands")
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) words);
        } catch (InvocationTargetException failure) {
            Premain.say("failed: " + failure.getCause());
        } catch (ReflectiveOperationException failure) {
            Premain.say("could not start: " + failure);
        }
        return WRONG;
    }
}
