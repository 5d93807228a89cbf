package io.connwake.agent;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Opens the agent's own class loader and runs a command there. Called by {@link Main}, by name. */
public final class Commands {
    private Commands() {}

    /** The exit code. */
    public static int run(String[] words) throws Throwable {
        try {
            Object code = Class.forName("io.connwake.report.CommandLine", true, new Isolation(jar()))
                    .getMethod("run", String[].class, PrintStream.class, PrintStream.class)
                    .invoke(null, words, legible(System.out, "stdout"), legible(System.err, "stderr"));
            System.out.flush();
            return (Integer) code;
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static PrintStream legible(PrintStream stream, String name) {
        String told = System.getProperty(name + ".encoding"); // since JDK 18
        return legible(stream, told == null ? Charset.defaultCharset() : Charset.forName(told));
    }

    /** In UTF-8 where its own charset knows no more than ASCII or Latin-1: {@code ?} is no minus. */
    static PrintStream legible(PrintStream stream, Charset charset) {
        boolean isEnough = charset.canEncode() && charset.newEncoder().canEncode('\u2212');
        return isEnough ? stream : new PrintStream(stream, true, StandardCharsets.UTF_8);
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
