package io.connwake.testing.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Methods of the packaged agent that throw as soon as they are called, in a JVM that is started with {@link #option}: an
 * exception first, then one kind of error after the other.
 */
public final class ThrowingMethods {
    private final List<String> patterns;
    private final Path notes;
    private int after;
    private int every = 1;
    private String kind = "";

    private ThrowingMethods(List<String> patterns, Path notes) {
        this.patterns = patterns;
        this.notes = notes;
    }

    /**
     * All that are named.
     *
     * @param patterns {@code io.connwake.recorder.Recorder.acquired}; with a star at the end all that begin so; with an
     *     exclamation mark before those are left out
     */
    public static ThrowingMethods of(String... patterns) {
        try {
            Path notes = Files.createTempFile("faults-", ".txt");
            notes.toFile().deleteOnExit();
            return new ThrowingMethods(List.of(patterns), notes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** So many calls of each method pass before. */
    public ThrowingMethods after(int calls) {
        after = calls;
        return this;
    }

    /** Of the calls after those only each n-th one throws. */
    public ThrowingMethods every(int calls) {
        every = calls;
        return this;
    }

    /** Always this, which has a constructor without arguments and is the JDK's. */
    public ThrowingMethods throwing(Class<? extends Throwable> failure) {
        kind = failure.getName();
        return this;
    }

    /** For the java command, before or after Connwake's own. */
    public String option() {
        return "-javaagent:" + FaultJar.path() + "=" + notes + ";" + after + ";" + every + ";" + kind + ";"
                + String.join(";", patterns);
    }

    /** Those that have thrown so far, by class and method. */
    public Set<String> thrown() {
        try {
            return new TreeSet<>(Files.readAllLines(notes));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
