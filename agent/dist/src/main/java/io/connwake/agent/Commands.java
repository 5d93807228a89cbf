package io.connwake.agent;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;

/** Opens the agent's own class loader and runs a command there. Called by {@link Main}, by name. */
public final class Commands {
    private Commands() {}

    /** The exit code. */
    public static int run(String[] words) throws Throwable {
        try {
            Object code = Class.forName("io.connwake.report.CommandLine", true, new Isolation(jar()))
                    .getMethod("run", String[].class, PrintStream.class, PrintStream.class)
                    .invoke(null, words, System.out, System.err);
            System.out.flush();
            return (Integer) code;
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static File jar() throws IOException {
        try {
            return new File(Commands.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException odd) {
            throw new IOException(odd);
        }
    }
}
