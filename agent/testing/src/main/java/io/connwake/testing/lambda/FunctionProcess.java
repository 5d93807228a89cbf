package io.connwake.testing.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process of an environment: the wrapper first where there is one, then the JVM that it becomes. */
final class FunctionProcess {
    private final Process process;
    private final Path out;
    private final Path err;
    private final @Nullable SuspendedClock clock;
    private boolean frozen;
    private long frozenNanos;

    private FunctionProcess(Process process, @Nullable SuspendedClock clock, Path out, Path err) {
        this.process = process;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    static FunctionProcess start(LambdaFunction function, String api, int environmentNumber) {
        try {
            Path out = note();
            Path err = note();
            ProcessBuilder builder = new ProcessBuilder(function.command())
                    .directory(function.taskRoot().toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(function.variables(api, environmentNumber));
            SuspendedClock clock = function.clockStandsStill() ? SuspendedClock.create() : null;
            if (clock != null) {
                builder.environment().putAll(clock.variables());
            }
            return new FunctionProcess(builder.start(), clock, out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void onEnd(Runnable action) {
        CompletableFuture<Void> unused = process.onExit().thenRun(action);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** In hundredths of a second as the kernel counts it. */
    Duration cpuTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    void freeze() {
        Signals.send("STOP", pid());
        frozenNanos = System.nanoTime();
        frozen = true;
    }

    void thaw() {
        if (frozen) {
            if (clock != null) {
                clock.stoodStillFor(System.nanoTime() - frozenNanos);
            }
            Signals.send("CONT", pid());
            frozen = false;
        }
    }

    /** Returns when it has ended. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM, and SIGKILL if it is still there then. */
    void terminate(Duration budget) {
        thaw();
        process.destroy();
        try {
            if (!process.waitFor(budget.toNanos(), TimeUnit.NANOSECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private static Path note() throws IOException {
        Path note = Files.createTempFile("lambda-", ".log");
        note.toFile().deleteOnExit();
        return note;
    }

    private static String read(Path note) {
        try {
            return Files.readString(note, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
