package io.connwake.report;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** Where a result goes: standard output, or a file that takes its name when it is whole. */
final class Destination {
    private static final int BUFFER = 1 << 16;
    /** As Linux. */
    private static final int MOST_LINKS = 40;

    private final String name;
    private final PrintStream out;

    /** @param name {@code -} for standard output */
    Destination(String name, PrintStream out) {
        this.name = name;
        this.out = out;
    }

    /** Writes a result. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException, Refusal;
    }

    boolean isStandardOutput() {
        return name.equals("-");
    }

    String name() {
        return name;
    }

    /** Before much is read for it. */
    void check(List<Path> inputs) throws Refusal, IOException {
        if (isStandardOutput()) {
            return;
        }
        Path path = Recordings.path(name);
        if (Files.isDirectory(path)) {
            throw new Refusal("the output " + name + " is a folder");
        }
        Path folder = target(path).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Refusal("there is no folder for the output " + name);
        }
        for (Path each : inputs) {
            if (Files.exists(path) && Files.isSameFile(path, each)) {
                throw new Refusal("the output " + name + " is one of the recordings");
            }
        }
    }

    void write(Writer writer) throws IOException, Refusal {
        if (isStandardOutput()) {
            OutputStream buffer = new BufferedOutputStream(new Unclosed(out), BUFFER);
            writer.writeTo(buffer);
            buffer.flush();
            if (out.checkError()) {
                throw new IOException("standard output does not take it");
            }
            return;
        }
        Path path = Recordings.path(name).toAbsolutePath();
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            write(writer, path, StandardOpenOption.WRITE);
            return;
        }
        Path target = target(path);
        // Its owner's alone, and under a name that nobody can lay a link for.
        Path temporary =
                Files.createTempFile(Objects.requireNonNull(target.getParent()), target.getFileName() + ".", ".tmp");
        try {
            write(writer, temporary, StandardOpenOption.WRITE);
            share(temporary, target);
            rename(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Where links lead to, though nothing may be there yet. */
    private static Path target(Path path) throws IOException {
        Path target = path.toAbsolutePath();
        for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(target); i++) {
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void write(Writer writer, Path path, StandardOpenOption... options) throws IOException, Refusal {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path, options), BUFFER)) {
            writer.writeTo(file);
        }
    }

    /** With those who may read the file whose place it takes. */
    private static void share(Path temporary, Path target) throws IOException {
        if (Files.exists(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
        }
    }

    private static void rename(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException other) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Standard output stays open. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
