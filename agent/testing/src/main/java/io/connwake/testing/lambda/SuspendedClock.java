package io.connwake.testing.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A monotonic clock that stands still while the process is frozen, as Lambda's may: a library that is preloaded, and
 * the file that tells it by how much.
 */
public final class SuspendedClock {
    private static final String SOURCE = "suspended-clock.c";
    private static final Optional<Path> LIBRARY = compile();

    private final Path library;
    private final Path note;
    private long suspendedNanos;

    private SuspendedClock(Path library, Path note) {
        this.library = library;
        this.note = note;
    }

    /** There is a C compiler. */
    public static boolean isAvailable() {
        return LIBRARY.isPresent();
    }

    static SuspendedClock create() {
        try {
            Path library = LIBRARY.orElseThrow(() -> new IllegalStateException("no cc to compile " + SOURCE));
            Path note = Files.createTempFile("suspended-", ".nanos");
            note.toFile().deleteOnExit();
            Files.write(note, new byte[Long.BYTES]);
            return new SuspendedClock(library, note);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Map<String, String> variables() {
        return Map.of("LD_PRELOAD", library.toString(), "SUSPENDED_CLOCK", note.toString());
    }

    void stoodStillFor(long nanos) {
        suspendedNanos += nanos;
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(suspendedNanos)
                .array();
        try (var file = new java.io.RandomAccessFile(note.toFile(), "rw")) {
            file.write(bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Optional<Path> compile() {
        try (InputStream source = SuspendedClock.class.getResourceAsStream(SOURCE)) {
            Path directory = Files.createTempDirectory("suspended-clock");
            Path file = directory.resolve(SOURCE);
            Files.copy(present(source), file, StandardCopyOption.REPLACE_EXISTING);
            Path library = directory.resolve("suspended-clock.so");
            Process compiler = new ProcessBuilder(
                            "cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), file.toString(), "-ldl")
                    .inheritIO()
                    .start();
            library.toFile().deleteOnExit();
            return compiler.waitFor() == 0 ? Optional.of(library) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static InputStream present(@Nullable InputStream source) {
        if (source == null) {
            throw new IllegalStateException("no " + SOURCE + " beside " + SuspendedClock.class);
        }
        return source;
    }
}
